using System.Net;
using ActorProxy.Host.Diagnostics;

namespace ActorProxy.Host.Demo;

/// <summary>The first screen of the demo: what runs where and what to try.</summary>
internal static class DemoScreen
{
    /// <summary>The text, with colours when <paramref name="colour"/>.</summary>
    public static string Write(IPEndPoint proxy, IPEndPoint admin, IEnumerable<IPEndPoint> origins, bool colour)
    {
        var (bold, dim, plain) = colour ? ("\e[1m", "\e[2m", "\e[0m") : ("", "", "");
        var lines = origins.Select((origin, index) => $"  origin {index + 1}   http://{origin}   {dim}built in{plain}");
        return $"""
            {bold}ActorProxy {ProgramVersion.Text}{plain}, the demo

              {bold}proxy      http://{proxy}{plain}   {dim}in turn to both origins{plain}
              admin API  http://{admin}   {dim}what there is to ask{plain}
            {string.Join('\n', lines)}

            Try it in another terminal:

              {dim}# see the origins take turns{plain}
              while sleep 0.3; do curl -s http://{proxy}; done
              {dim}# stop one while that runs: no request fails{plain}
              curl -X POST http://{admin}/api/demo/origins/1/stop
              {dim}# bring it back: it takes its turn again within a second{plain}
              curl -X POST http://{admin}/api/demo/origins/1/start
              {dim}# what the proxy knows{plain}
              curl http://{admin}/api/status

            Ctrl+C ends it. With your own file: {bold}run --config FILE{plain}
            """;
    }
}
