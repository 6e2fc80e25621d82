using System.Diagnostics;
using System.Globalization;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// The clients of the page, in a process of their own, which is told by lines who is to come: none of their work is the
/// trained process's. "bad PORT", "window PORT" or "nobody" makes those before go; the answer is a line.
/// </summary>
internal sealed class PageClients : IDisposable
{
    readonly Process process;

    /// <summary>Starts the process; nobody has come yet.</summary>
    public PageClients()
    {
        string[] words =
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                ? [typeof(PageClients).Assembly.Location, "lab", "clients"]
                : ["lab", "clients"];
        process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, words)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
    }

    /// <summary>Lets some come in place of those before, and waits until they have.</summary>
    /// <param name="who">"bad", "window" or "nobody".</param>
    /// <param name="port">The page's port.</param>
    public void Come(string who, int port)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{who} {port}"));
        if (process.StandardOutput.ReadLine() is null)
            throw new InvalidOperationException("The clients' process has ended.");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>What the process does.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run()
    {
        IDisposable? here = null;
        while (Console.ReadLine() is { } line)
        {
            here?.Dispose();
            string[] words = line.Split(' ');
            int port = int.Parse(words[1], CultureInfo.InvariantCulture);
            here = words[0] switch
            {
                "bad" => await BadClients.Connect(port),
                "window" => await OpenWindow.Open(port),
                _ => null,
            };
            Console.WriteLine("here");
        }

        here?.Dispose();
        return 0;
    }
}
