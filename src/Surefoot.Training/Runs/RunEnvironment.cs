using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>
/// What a run ran on: with the same of these, the same seed and the same data, the weights come out the same.
/// </summary>
public sealed record RunEnvironment
{
    /// <summary>The version of Surefoot.</summary>
    public required string Surefoot { get; init; }

    /// <summary>The version of .NET.</summary>
    public required string Runtime { get; init; }

    /// <summary>The operating system.</summary>
    public required string System { get; init; }

    /// <summary>The processor's name, or its architecture where the system does not tell the name.</summary>
    public required string Processor { get; init; }

    /// <summary>Logical processors that the program may use.</summary>
    [JsonConverter(typeof(FromOne))]
    public required int Cores { get; init; }

    /// <summary>The widest vectors that the processor's arithmetic is used with, in bits.</summary>
    public required int VectorBits { get; init; }

    /// <summary>What this process runs on.</summary>
    public static RunEnvironment Current { get; } =
        new()
        {
            Surefoot = Version(),
            Runtime = RuntimeInformation.FrameworkDescription,
            System = RuntimeInformation.OSDescription,
            Processor = ProcessorName(),
            Cores = Environment.ProcessorCount,
            VectorBits =
                Vector512.IsHardwareAccelerated ? 512
                : Vector256.IsHardwareAccelerated ? 256
                : Vector128.IsHardwareAccelerated ? 128
                : 0,
        };

    /// <summary>This environment as it stands in run.json.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);

    static string Version()
    {
        string? version = typeof(RunEnvironment)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion;
        return version?.Split('+')[0] ?? "unknown";
    }

    static string ProcessorName()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (OperatingSystem.IsWindows())
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? architecture;
        return SystemFile.LineAfter("/proc/cpuinfo", "model name")?.TrimStart('\t', ' ', ':').TrimEnd() ?? architecture;
    }
}
