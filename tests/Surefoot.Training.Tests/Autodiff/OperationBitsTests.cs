using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Surefoot.Tests.Sweeps;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>Which operations give other bits with fewer instructions, as the runtime lets one pretend.</summary>
/// <remarks>It is what docs/runs.md says.</remarks>
public class OperationBitsTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", 256)]
    [InlineData("DOTNET_PreferredVectorBitWidth", "128", 128)]
    public void The_width_of_vectors_changes_no_bit(string name, string value, int widest)
    {
        var (width, lines) = Run((name, value));
        RequireWidth(widest, width);
        if (Fma.IsSupported)
            Assert.Equal(Here.Value, lines);
    }

    [Fact]
    public void Without_fused_multiply_adds_products_and_logarithms_differ_and_in_double_what_takes_e_to_the_x()
    {
        var (width, lines) = Run(("DOTNET_EnableAVX2", "0"));
        RequireWidth(128, width);
        if (!Fma.IsSupported)
            return;
        string[] differ = Differing(lines);
        Assert.Equal(
            ["attention", "convolution", "depthwise convolution", "linear", "log", "product", "product, transposed"],
            Names(differ, "Single")
        );
        Assert.Equal(
            [
                "attention",
                "convolution",
                "depthwise convolution",
                "exp",
                "gelu",
                "linear",
                "log",
                "product",
                "product, transposed",
                "sigmoid",
                "silu",
                "softmax",
                "softmax cross-entropy",
                "tanh",
            ],
            Names(differ, "Double")
        );
    }

    [Fact]
    public void Without_vectors_what_is_exact_stays_and_products_are_those_of_128_bits()
    {
        var (width, lines) = Run(("DOTNET_EnableHWIntrinsic", "0"));
        RequireWidth(0, width);
        Assert.DoesNotContain(Differing(lines), line => line.StartsWith("exact\t", StringComparison.Ordinal));
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return;
        string[] narrow = Run(("DOTNET_EnableAVX2", "0")).Lines;
        // Attention is made of e^x too.
        Assert.Equal(narrow.Where(Product), lines.Where(Product));

        static bool Product(string line) => line.Split('\t') is ["products", _, not "attention", _];
    }

    [Fact]
    public void Every_operation_has_bits_of_its_own() =>
        Assert.Distinct(Here.Value.Select(line => line.Split('\t')[3]));

    static readonly Lazy<string[]> Here = new(() => Run().Lines);

    static (int Width, string[] Lines) Run(params (string Name, string Value)[] environment)
    {
        string[] lines = ProbeProcess.Run("Surefoot.Training.Probe", ["operations"], environment);
        return (int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture), lines[1..]);
    }

    // The switch must have done something, or the comparison says nothing. Other processors have other switches.
    static void RequireWidth(int expected, int width)
    {
        bool usual = RuntimeInformation.ProcessArchitecture == Architecture.X64 && Vector256.IsHardwareAccelerated;
        if (usual)
            Assert.Equal(expected, width);
    }

    static string[] Differing(string[] lines) => [.. lines.Except(Here.Value)];

    static string[] Names(string[] lines, string type) =>
        [
            .. lines
                .Select(line => line.Split('\t'))
                .Where(words => words[1] == type)
                .Select(words => words[2])
                .Order(StringComparer.Ordinal),
        ];
}
