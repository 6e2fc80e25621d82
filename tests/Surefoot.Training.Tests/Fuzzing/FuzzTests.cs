using Surefoot.Fuzz;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Tests.Data;

namespace Surefoot.Training.Tests.Fuzzing;

/// <summary>
/// A few damaged files for every reader; docs/reliability.md has the command that feeds them millions.
/// </summary>
public sealed class FuzzTests
{
    const int Executions = 150;

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        foreach (FuzzedReader reader in Readers.All(folder.Root))
        {
            // What tells the formats apart is also given files that need others beside them.
            if (reader.Name != "any")
                Assert.All(reader.Samples, sample => reader.Read(sample));
            var fuzzer = new Fuzzer(reader, seed: 7);
            fuzzer.Run(0, Executions);
            Assert.True(fuzzer.Failures.Count == 0, $"{reader.Name}: {string.Join("\n", fuzzer.Failures)}");
            Assert.True(
                fuzzer.Refused > 0 && fuzzer.Accepted + fuzzer.Refused == Executions,
                $"{reader.Name}: {fuzzer.Accepted} read, {fuzzer.Refused} refused"
            );
        }
    }

    /// <summary>
    /// Found by 225,678 executions of the reader of PNG images: zlib's second byte asks for a dictionary.
    /// </summary>
    [Fact]
    public void A_PNG_image_that_asks_for_a_dictionary_is_refused()
    {
        byte[] file = PngBytes.Grey(3, 2, 1, 2, 3, 4, 5, 6);
        int packed = file.AsSpan().IndexOf("IDAT"u8) + 4;
        (file[packed], file[packed + 1]) = (0x78, 0x20);
        Assert.Contains(
            "pixels are damaged",
            Assert.Throws<DataException>(() => PngImage.Decode(PngOrder.Mend(file), "d.png")).Message
        );
    }

    [Fact]
    public void An_execution_can_be_repeated_by_its_number()
    {
        using var folder = new TemporaryFolder();
        FuzzedReader reader = Readers.All(folder.Root)[0];
        Assert.Equal(new Fuzzer(reader, 7).File(123), new Fuzzer(reader, 7).File(123));
        Assert.NotEqual(new Fuzzer(reader, 7).File(123), new Fuzzer(reader, 7).File(124));
    }

    [Fact]
    public void Another_error_and_too_much_memory_are_found()
    {
        var broken = new FuzzedReader(
            "broken",
            [
                [1, 2, 3],
            ],
            [],
            bytes => _ = bytes[2]
        );
        var fuzzer = new Fuzzer(broken, 7);
        fuzzer.Run(0, 1000);
        Assert.Contains("IndexOutOfRange", fuzzer.Failures[0].What);
        var greedy = new Fuzzer(broken with { Read = _ => GC.KeepAlive(new byte[32 << 20]) }, 7);
        greedy.Run(0, 10);
        Assert.Contains("bytes for a file", greedy.Failures[0].What);
    }
}
