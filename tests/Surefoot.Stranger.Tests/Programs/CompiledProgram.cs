using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Surefoot.Stranger.Programs;

/// <summary>
/// A program of one file, compiled as the SDK compiles it, against the public surface, with warnings as errors, and run
/// in a process of its own. It is made without a project, since building one takes ten times as long.
/// </summary>
sealed class CompiledProgram : IDisposable
{
    // What the SDK imports for every program.
    const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    static readonly Lazy<string> Compiler = new(() =>
    {
        string sdk = Run("dotnet", ".", "--version").Output.Trim();
        string line = Run("dotnet", ".", "--list-sdks")
            .Output.Split('\n')
            .Single(one => one.StartsWith(sdk + " ", StringComparison.Ordinal));
        return Path.Combine(line.Split('[', ']')[1], sdk, "Roslyn", "bincore", "csc.dll");
    });

    readonly string folder = Directory.CreateTempSubdirectory("surefoot").FullName;

    /// <summary>Compiles a program.</summary>
    /// <param name="source">Its text; lines that begin with #: are for the SDK and are left out.</param>
    /// <param name="others">The texts of other files of the program.</param>
    public CompiledProgram(string source, params string[] others)
    {
        string[] known = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] ours = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(IsOurs)];
        foreach (string library in ours)
            File.Copy(library, Path.Combine(folder, Path.GetFileName(library)));
        File.WriteAllText(Path.Combine(folder, "usings.cs"), GlobalUsings);
        File.WriteAllLines(
            Path.Combine(folder, "program.cs"),
            source.Split('\n').Select(line => line.StartsWith("#:", StringComparison.Ordinal) ? "" : line)
        );
        string[] files = [.. others.Select((_, i) => $"other{i}.cs")];
        foreach ((string name, string text) in files.Zip(others))
            File.WriteAllText(Path.Combine(folder, name), text);
        File.WriteAllLines(
            Path.Combine(folder, "options.rsp"),
            [
                "-nologo",
                "-langversion:14.0",
                "-nullable:enable",
                "-warnaserror",
                "-optimize",
                "-unsafe",
                "-target:exe",
                "-out:program.dll",
                .. known
                    .Where(path => Path.GetDirectoryName(path) == framework)
                    .Concat(ours)
                    .Select(path => $"-reference:\"{path}\""),
                "usings.cs",
                "program.cs",
                .. files,
            ]
        );
        (int code, string output) = Run("dotnet", folder, "exec", Compiler.Value, "@options.rsp");
        if (code != 0)
            throw new InvalidOperationException(output);
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Surefoot.Stranger.Tests.runtimeconfig.json"),
            Path.Combine(folder, "program.runtimeconfig.json")
        );
    }

    /// <summary>A file in the folder that the program runs in.</summary>
    public string this[string name] => Path.Combine(folder, name);

    /// <summary>Runs the program in a new process, in its folder.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it wrote to standard output.</returns>
    public string[] Start(params string[] arguments)
    {
        (int code, string output) = Run("dotnet", folder, ["exec", "program.dll", .. arguments]);
        return code == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"It ended with {code}.\n{output}");
    }

    /// <summary>The text of a file of the repository.</summary>
    public static string Repository(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The libraries that a program refers to, and not those of the tests.
    static bool IsOurs(string path) =>
        Path.GetFileName(path)
            is "Surefoot.dll"
                or "Surefoot.Training.dll"
                or "CsvHelper.dll"
                or "Google.Protobuf.dll"
                or "System.Numerics.Tensors.dll";

    static (int Code, string Output) Run(string file, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        // Both are read at once, so that neither fills up and waits.
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
    }
}
