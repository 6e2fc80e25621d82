using System.Diagnostics;

namespace Surefoot.Service.Tests;

/// <summary>The sample, running as a process of its own at a free port.</summary>
sealed class ServiceProcess : IDisposable
{
    readonly Process process;

    internal ServiceProcess(string model)
    {
        process = Start(model, "0");
        string? line = process.StandardOutput.ReadLine();
        Address =
            line?.StartsWith("Listening on ", StringComparison.Ordinal) == true
                ? new(line["Listening on ".Length..])
                : throw new InvalidOperationException($"The service said {line}: {process.StandardError.ReadToEnd()}");
        process.BeginErrorReadLine();
    }

    internal Uri Address { get; }

    /// <summary>Starts it with arguments of any kind.</summary>
    internal static Process Start(params string[] arguments)
    {
        string host =
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (
                Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                    ? Environment.ProcessPath!
                    : "dotnet"
            );
        return Process.Start(
            new ProcessStartInfo(
                host,
                [Path.Combine(AppContext.BaseDirectory, "Surefoot.Service.Tests.dll"), .. arguments]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
