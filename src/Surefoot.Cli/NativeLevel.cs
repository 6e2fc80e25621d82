using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Surefoot.Training.Formats;

namespace Surefoot.Cli;

/// <summary>
/// Native code for 256 bits that stands beside native code for 512 hands over to it where the processor has AVX-512: an
/// ahead-of-time compiler fixes the width of vectors, where the JIT asks the processor. Both give the same bits.
/// </summary>
static unsafe partial class NativeLevel
{
    const string Suffix = "-avx512";

    // What .NET asks for before it uses 512 bits; the kernel lists them only if it saves their registers.
    static readonly string[] Wanted = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

    /// <summary>Becomes the wider build, with the same arguments; returns where there is none or it cannot run.
    /// </summary>
    public static void StartWider(string[] arguments)
    {
        if (Vector512.IsHardwareAccelerated || !OperatingSystem.IsLinux() || Environment.ProcessPath is not { } path)
            return;
        string wider = path + Suffix;
        if (File.Exists(wider) && !IsSwitchedOff() && HasAvx512())
            Become(wider, [path, .. arguments]);
    }

    // .NET's own switch, which the wider build would refuse to start under.
    static bool IsSwitchedOff() =>
        new[] { "DOTNET_EnableAVX512", "DOTNET_EnableHWIntrinsic" }.Any(name =>
            Environment.GetEnvironmentVariable(name)?.TrimStart('0') is ""
        );

    static bool HasAvx512()
    {
        try
        {
            string? flags = SystemFile.LineAfter("/proc/cpuinfo", "flags");
            return flags is not null && Wanted.All(flags.Split(' ').Contains);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static void Become(string path, string[] arguments)
    {
        byte** vector = stackalloc byte*[arguments.Length + 1];
        for (int i = 0; i < arguments.Length; i++)
            vector[i] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        vector[arguments.Length] = null;
        // Where it succeeds nothing follows; where not, this build does the work, and what it borrowed goes with it.
        _ = Execute(path, vector);
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(string path, byte** arguments);
}
