using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Surefoot.Training.Tests.Onnx;

/// <summary>The programs outside .NET that read what we wrote: scripts of tests/python.</summary>
static class OtherRuntime
{
    static string Folder(string name, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", name));

    /// <summary>Why ONNX models cannot be checked here; null where they can.</summary>
    public static string? NoChecker { get; } =
        Python("import onnx") is null ? "No Python with the package onnx is installed (Debian: python3-onnx)." : null;

    /// <summary>Runs a script of tests/python to its end.</summary>
    /// <param name="import">What the script imports.</param>
    /// <param name="script">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    public static void Script(string import, string script, params IEnumerable<string> arguments) =>
        Succeed(Python(import)!, [Path.Combine(Folder("python"), script), .. arguments]);

    /// <summary>
    /// A Python in which something can be imported; Debian's packages are in its own, whichever comes first on the
    /// path.
    /// </summary>
    public static string? Python(string import) =>
        Array.Find(["python3", "/usr/bin/python3"], python => Try(python, "-c", import));

    static bool Try(string program, params string[] arguments)
    {
        try
        {
            return Start(program, arguments).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static void Succeed(string program, string[] arguments)
    {
        (int code, string errors) = Start(program, arguments);
        Assert.True(code == 0, errors);
    }

    static (int Code, string Errors) Start(string program, string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors + output.Result);
    }
}
