using Surefoot.Cli.Settings;
using Surefoot.Rules;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// The hidden layers that the command chooses for very wide rows: a small file does not become a network of gigabytes.
/// </summary>
public sealed class WideRowsTests
{
    [Theory]
    [InlineData(2_000, 128, 64)]
    [InlineData(65_536, 128, 64)]
    [InlineData(65_537, 64, 64)]
    [InlineData(262_144, 32, 32)]
    public void The_wider_a_row_the_narrower_the_layers_unless_they_are_said_or_the_run_is_of_version_1(
        int width,
        int first,
        int second
    )
    {
        using ScratchFolder folder = new();
        string path = Path.Combine(folder.Path, "wide.svm");
        File.WriteAllText(
            path,
            string.Concat(Enumerable.Range(0, 20).Select(row => $"{row % 2} {1 + row}:0.5 {width}:0.25\n"))
        );
        Preprocessing data = DataLoader.Load(path, new DataOptions()).Preprocessing;
        Assert.Equal(width, data.InputShape.Length);
        TrainRequest request = new()
        {
            Arguments = [],
            Optimizer = new RmsPropOptions(),
            Model = "mlp",
        };
        Assert.Equal([first, second], NetworkSettings.From(request, data).Hidden);
        Assert.Equal([32], NetworkSettings.From(request with { Hidden = [32] }, data).Hidden);
        Assert.Equal([128, 64], NetworkSettings.From(request with { AsVersion1 = true }, data).Hidden);
    }

    [Fact]
    public void It_is_said()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(
            Path.Combine(folder.Path, "wide.svm"),
            string.Concat(Enumerable.Range(0, 20).Select(row => $"{row % 2} {1 + row}:0.5 100000:0.25\n"))
        );
        Assert.Contains(
            "A row has 100,000 numbers, so the hidden layers are 64 and 64 wide and not 128 and 64; --hidden "
                + "sets other widths.",
            folder.Surefoot("train", "wide.svm", "--epochs", "1", "--model", "mlp", "--out", "run").Errors,
            StringComparison.Ordinal
        );
    }
}
