using System.Text;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>Data larger than the memory that the process may have.</summary>
public sealed class StreamedTrainingTests
{
    // 60,000 rows of 284 numbers, 66 MiB, where the heap may have 40.
    const string HeapLimit = "0x2800000";

    static string Wide(int rows)
    {
        StringBuilder csv = new("code,x,y,kind\n");
        for (int i = 0; i < rows; i++)
            csv.Append($"c{i * 7919L % 250},{i * 31L % 997},{i * 17L % 1009},{(i * 31L % 997 > 500 ? "a" : "b")}\n");
        return csv.ToString();
    }

    [Fact]
    public void A_table_larger_than_memory_is_streamed_unasked_to_the_same_bytes_of_weights()
    {
        using ScratchFolder folder = new();
        folder.Write("wide.csv", Wide(60_000));
        string[] words =
        [
            "train",
            "wide.csv",
            "--epochs",
            "1",
            "--hidden",
            "2",
            "--batch-size",
            "512",
            "--shuffle-window",
            "4096",
            "--test",
            "0.1",
        ];
        SurefootProcess.Outcome held = folder.Surefoot([.. words, "--threads", "1", "--out", "held"]);
        Assert.Equal(0, held.ExitCode);
        Assert.DoesNotContain("is read as its rows are needed", held.Errors, StringComparison.Ordinal);

        SurefootProcess.Outcome streamed = SurefootProcess.Run(
            folder.Path,
            [("DOTNET_GCHeapHardLimit", HeapLimit)],
            [.. words, "--threads", "2", "--out", "streamed"]
        );
        Assert.Equal(0, streamed.ExitCode);
        Assert.Contains(
            "note: wide.csv is read as its rows are needed, since in memory they would take 66 MiB; it must "
                + "not change until the run has ended.",
            streamed.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(
            File.ReadAllBytes(folder["held", "model.safetensors"]),
            File.ReadAllBytes(folder["streamed", "model.safetensors"])
        );
    }
}
