// Several systems of actors on few processors: one test after the other, or their heartbeats come late.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
