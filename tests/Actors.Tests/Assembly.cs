// Several TestKits at once starve the thread pool of a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
