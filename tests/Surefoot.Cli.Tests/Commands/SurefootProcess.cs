using System.Diagnostics;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>The built command, run as a process of its own: what a user meets, exit code included.</summary>
static class SurefootProcess
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Surefoot.Cli.dll");

    /// <summary>Runs the command to its end.</summary>
    public static Outcome Run(string folder, params string[] arguments) => Run(folder, [], arguments);

    /// <summary>Runs the command to its end with variables of the environment.</summary>
    public static Outcome Run(string folder, (string Name, string Value)[] variables, string[] arguments)
    {
        using Process process = Start(folder, variables, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Starts the command with its output and its messages at hand.</summary>
    public static Process Start(string folder, params string[] arguments) => Start(folder, [], arguments);

    static Process Start(string folder, (string Name, string Value)[] variables, string[] arguments)
    {
        ProcessStartInfo start = new(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Program, .. arguments]
        )
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>How a process ended.</summary>
    public sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        /// <summary>The last line of stdout.</summary>
        public string LastLine => Output.TrimEnd().Split('\n')[^1];

        /// <summary>
        /// The single message of a refusal: exit code 2, nothing on stdout, one line on stderr, no stack trace.
        /// </summary>
        public string Refusal()
        {
            Assert.True(ExitCode == 2 && Output.Length == 0, $"exit code {ExitCode}\n{Output}\n{Errors}");
            string message = Assert.Single(
                Errors.TrimEnd().Split('\n'),
                line => !line.StartsWith("note: ", StringComparison.Ordinal)
            );
            Assert.StartsWith("surefoot: ", message, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
            return message["surefoot: ".Length..];
        }
    }
}
