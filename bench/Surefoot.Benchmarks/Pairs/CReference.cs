using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Surefoot.Benchmarks.Pairs;

/// <summary>The same steps as fused loops in C, compiled on the spot: what memory and the processor allow.</summary>
internal sealed unsafe class CReference : IDisposable
{
    const string Flags = "-O3 -mavx2 -mfma -fno-math-errno -fno-trapping-math -fopenmp -shared -fPIC -Dmain=reference_main";

    readonly nint library;
    readonly string path;

    CReference(string path)
    {
        this.path = path;
        library = NativeLibrary.Load(path);
        Plain = (delegate* unmanaged<float*, float*, float*, nint, float, float, float, void>)NativeLibrary.GetExport(library, "rms_plain");
        Momentum = (delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, float, void>)NativeLibrary.GetExport(library, "rms_mom");
        Centered = (delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, void>)NativeLibrary.GetExport(library, "recurrence_centered");
        Both = (delegate* unmanaged<float*, float*, float*, float*, float*, nint, float, float, float, float, void>)NativeLibrary.GetExport(library, "recurrence_centered_momentum");
        SetThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(NativeLibrary.Load("libgomp.so.1"), "omp_set_num_threads");
    }

    public delegate* unmanaged<float*, float*, float*, nint, float, float, float, void> Plain { get; }

    public delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, float, void> Momentum { get; }

    public delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, void> Centered { get; }

    public delegate* unmanaged<float*, float*, float*, float*, float*, nint, float, float, float, float, void> Both { get; }

    public delegate* unmanaged<int, void> SetThreads { get; }

    /// <summary>Compiles the reference file and our recurrence; null, with the reason on the error stream, where that is not possible.</summary>
    public static CReference? Build(string reference, string recurrence)
    {
        if (!File.Exists(reference))
        {
            Console.Error.WriteLine($"Skipped: the C reference {reference} is not here; name one with --reference FILE.");
            return null;
        }
        string built = Path.Combine(Path.GetTempPath(), $"surefoot-reference-{Environment.ProcessId}.so");
        using var compiler = Process.Start("gcc", [.. Flags.Split(' '), reference, recurrence, "-o", built, "-lm"]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? new CReference(built) : null;
    }

    public void Dispose()
    {
        NativeLibrary.Free(library);
        File.Delete(path);
    }
}
