using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Surefoot.Tests.Sweeps;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;

namespace Surefoot.Training.Tests.Models;

/// <summary>
/// Three epochs of every model, on processors with fewer instructions too, as the runtime lets one pretend.
/// </summary>
public class ModelBitsTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1", 0)]
    [InlineData("DOTNET_EnableAVX512", "0", 256)]
    [InlineData("DOTNET_EnableAVX2", "0", 128)]
    public void Threads_and_batches_change_no_bit_after_three_epochs(string instructions, string on, int widest)
    {
        string[] lines = ProbeProcess.Run("Surefoot.Training.Probe", ["models"], [(instructions, on)]);
        // The switch must have done something, or the comparison says nothing. Processors of other kinds have other
        // switches.
        if (widest > 0 && RuntimeInformation.ProcessArchitecture == Architecture.X64 && Vector256.IsHardwareAccelerated)
            Assert.Equal($"{widest}", lines[0]);
        Assert.Equal(ModelCase.All.Count, lines.Length - 1);
        for (int i = 0; i < ModelCase.All.Count; i++)
        {
            string[] words = lines[i + 1].Split('\t');
            Assert.Equal(ModelCase.All[i].Kind, words[0]);
            Assert.Equal(words[1], words[2]);
            Assert.Equal(words[1], words[3]);
            Assert.True(bool.Parse(words[4]), $"a row of {words[0]} depends on those beside it");
            // Without fused multiply-adds sums round otherwise, and three epochs later the loss is still the same to
            // some digits; with them, the width of the vectors changes nothing.
            double loss = double.Parse(words[5], CultureInfo.InvariantCulture);
            var (here, bits) = Here[i].Value;
            Assert.True(
                Math.Abs(loss - here) <= 0.02 * here,
                $"{words[0]} ended with a loss of {loss}, and here with {here}"
            );
            if (widest != 128 && Fma.IsSupported)
                Assert.Equal(bits, words[1]);
        }
        Assert.Equal(
            ModelCase.All.Count,
            lines[1..].Select(line => line.Split('\t')[1]).Distinct(StringComparer.Ordinal).Count()
        );
    }

    static readonly Lazy<(double Loss, string Bits)>[] Here =
    [
        .. ModelCase.All.Select(model => new Lazy<(double, string)>(() =>
        {
            var network = Network<float>.Build(model, 5);
            return (TrainedModel.Train(network, 1).ValidationLoss, TrainedModel.Hash(network));
        })),
    ];
}
