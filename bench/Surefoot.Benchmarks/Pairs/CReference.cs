using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Surefoot.Rules;

namespace Surefoot.Benchmarks.Pairs;

/// <summary>The same steps as fused loops in C, compiled on the spot: what memory and the processor allow.</summary>
internal sealed unsafe class CReference : IDisposable
{
    // Settings that leave weights where they are for thousands of steps.
    const float Η = 1e-6f,
        Ρ = 0.99f,
        Ε = 1e-3f,
        Μ = 0.9f;

    const string Flags =
        "-O3 -mavx2 -mfma -fno-math-errno -fno-trapping-math -fopenmp -shared -fPIC -Dmain=reference_main";

    const string Own = "bench/reference/plain.c",
        Peers = "../shared/peers/fused_reference.c";

    readonly nint library;
    readonly string path;

    CReference(string path)
    {
        this.path = path;
        library = NativeLibrary.Load(path);
        Rows = (delegate* unmanaged<
            float*,
            float*,
            float*,
            int*,
            int*,
            nint,
            nint,
            int,
            float*,
            int,
            float,
            float,
            float,
            void>)
            NativeLibrary.GetExport(library, "rows_plain");
        Plain = (delegate* unmanaged<float*, float*, float*, nint, float, float, float, void>)
            NativeLibrary.GetExport(library, "rms_plain");
        Momentum = (delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, float, void>)
            NativeLibrary.GetExport(library, "rms_mom");
        Centered = (delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, void>)
            NativeLibrary.GetExport(library, "recurrence_centered");
        Both = (delegate* unmanaged<float*, float*, float*, float*, float*, nint, float, float, float, float, void>)
            NativeLibrary.GetExport(library, "recurrence_centered_momentum");
        SetThreads = (delegate* unmanaged<int, void>)
            NativeLibrary.GetExport(NativeLibrary.Load("libgomp.so.1"), "omp_set_num_threads");
    }

    delegate* unmanaged<
        float*,
        float*,
        float*,
        int*,
        int*,
        nint,
        nint,
        int,
        float*,
        int,
        float,
        float,
        float,
        void> Rows { get; }

    delegate* unmanaged<float*, float*, float*, nint, float, float, float, void> Plain { get; }

    delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, float, void> Momentum { get; }

    delegate* unmanaged<float*, float*, float*, float*, nint, float, float, float, void> Centered { get; }

    delegate* unmanaged<float*, float*, float*, float*, float*, nint, float, float, float, float, void> Both { get; }

    public delegate* unmanaged<int, void> SetThreads { get; }

    /// <summary>
    /// The file with the plain loop and the one with momentum: a peer's where one lies beside the repository, else our
    /// own.
    /// </summary>
    public static string Default => File.Exists(Peers) ? Peers : Own;

    /// <summary>
    /// Compiles the reference file, our recurrence and our loop over rows; null, with the reason on the error stream,
    /// where that is not possible.
    /// </summary>
    public static CReference? Build(string reference, string recurrence)
    {
        if (!File.Exists(reference))
        {
            Console.Error.WriteLine(
                $"Skipped: the C reference {reference} is not here; name one with --reference FILE."
            );
            return null;
        }
        string built = Path.Combine(Path.GetTempPath(), $"surefoot-reference-{Environment.ProcessId}.so");
        try
        {
            using var compiler = Process.Start(
                "gcc",
                [.. Flags.Split(' '), reference, recurrence, "bench/reference/sparse.c", "-o", built, "-lm"]
            );
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new CReference(built) : null;
        }
        catch (Win32Exception error)
        {
            Console.Error.WriteLine($"Skipped: the C loops need gcc. {error.Message}");
            return null;
        }
    }

    /// <summary>
    /// Plain, with momentum, centered or both: the settings that ours are timed with beside these loops.
    /// </summary>
    public static RmsPropOptions Settings(bool centered, bool momentum) =>
        new()
        {
            LearningRate = Η,
            Decay = Ρ,
            Epsilon = Ε,
            Centered = centered,
            Momentum = momentum ? Μ : 0,
        };

    /// <summary>One step of the variant that the settings name.</summary>
    public void Step(RmsPropOptions options, float* θ, float* g, float* v, float* m, float* b, int size)
    {
        if (options is { Centered: true, Momentum: > 0 })
            Both(θ, g, v, m, b, size, Η, Ρ, Ε, Μ);
        else if (options.Centered)
            Centered(θ, g, v, m, size, Η, Ρ, Ε);
        else if (options.Momentum > 0)
            Momentum(θ, g, v, b, size, Η, Ρ, Ε, Μ);
        else
            Plain(θ, g, v, size, Η, Ρ, Ε);
    }

    /// <summary>One step of plain RMSprop on rows of a table.</summary>
    public void StepRows(
        float* θ,
        float* g,
        float* v,
        int* touched,
        int* rows,
        int count,
        int width,
        int step,
        ReadOnlySpan<float> powers
    )
    {
        fixed (float* known = powers)
            Rows(θ, g, v, touched, rows, count, width, step, known, powers.Length, Η, Ρ, Ε);
    }

    public void Dispose()
    {
        NativeLibrary.Free(library);
        File.Delete(path);
    }
}
