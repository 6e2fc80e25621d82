using System.Diagnostics;

namespace Surefoot.Tests.Sweeps;

/// <summary>Runs a probe as a process of its own, with the runtime set up by environment variables.</summary>
static class ProbeProcess
{
    public static string[] Run(string command, params (string Name, string Value)[] environment) =>
        Run("Surefoot.Probe", [command], environment);

    public static string[] Run(string probe, string[] arguments, (string Name, string Value)[] environment)
    {
        // The host of the tests may run on any path; the runtime that it runs on is the one that the probe must run on.
        string host =
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (
                Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                    ? Environment.ProcessPath!
                    : "dotnet"
            );
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, $"{probe}.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The probe ended with {process.ExitCode}: {errors.Result}{output}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
