using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>
/// Whatever goes wrong at whichever call of a save, the newest whole checkpoint is the old one or the new one.
/// </summary>
public sealed class SavingFaultTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(nameof(Fault.Error))]
    [InlineData(nameof(Fault.FullDisk))]
    [InlineData(nameof(Fault.Kill))]
    [InlineData(nameof(Fault.PowerCut))]
    public void Every_call_of_a_save_may_go_wrong(string name)
    {
        Fault fault = Enum.Parse<Fault>(name);
        int old = 0,
            replaced = 0;
        for (int n = 1; ; n++)
        {
            string folder = Path.Combine(scratch.Path, $"{n}");
            Directory.CreateDirectory(folder);
            var sound = new CheckpointFolder(folder, keep: 2, Disk.Instance);
            for (int step = 1; step <= 2; step++)
                sound.Write(new(step, InTurn: true), [new NumberedState(step)]);

            var disk = new FaultyDisk(n, fault);
            Exception? error = Record.Exception(() =>
                new CheckpointFolder(folder, keep: 2, disk).Write(new(3, InTurn: true), [new NumberedState(3)])
            );
            if (!disk.Happened)
                break;
            if (fault == Fault.PowerCut)
                disk.LoseWhatWasNotFlushed();
            Assert.True(error is null or ModelFileException or KilledException, $"call {n}: {error}");

            var found = new NumberedState();
            Assert.NotNull(sound.Restore([found], _ => true, skipped => Assert.Fail($"call {n}: {skipped}")));
            Assert.True(found.Number is 2 or 3, $"call {n}: the newest whole checkpoint is {found.Number}");
            if (error is null)
                Assert.Equal(3, found.Number);
            _ = found.Number == 2 ? old++ : replaced++;

            // And the next save goes through, whatever the last one left.
            sound.Write(new(4, InTurn: true), [new NumberedState(4)]);
            Assert.Equal(4, sound.Restore([found], _ => true, Assert.Fail)!.Value.Step);
        }
        Assert.True(old > 5 && replaced > 0, $"the old one was left {old} times and the new one {replaced} times");
    }

    [Fact]
    public void A_checkpoint_that_is_not_read_back_as_it_was_written_does_not_take_its_place()
    {
        var error = Assert.Throws<ModelFileException>(() =>
            AtomicFile.Write(
                scratch["a"],
                stream => stream.Write("one"u8),
                _ => throw new ModelFileException("it is damaged"),
                Disk.Instance
            )
        );
        Assert.Equal("it is damaged", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    [Fact]
    public void As_many_stay_as_are_asked_for_and_one_out_of_turn_only_until_the_next()
    {
        var folder = new CheckpointFolder(scratch.Path, keep: 2, Disk.Instance);
        foreach ((long step, bool inTurn) in ((long, bool)[])[(10, true), (20, true), (25, false), (27, false)])
            folder.Write(new(step, inTurn), [new NumberedState(1)]);
        Assert.Equal([new(27, false), new(20, true), new CheckpointName(10, true)], folder.List());
        folder.Write(new(30, InTurn: true), [new NumberedState(1)]);
        Assert.Equal([new(30, true), new CheckpointName(20, true)], folder.List());
    }

    [Fact]
    public void A_folder_that_cannot_even_be_read_ends_no_run_but_is_refused_at_the_start()
    {
        var pump = new ObserverPump([]);
        var disk = new UnreadableDisk { Readable = true };
        var saver = new RunSaver(new CheckpointOptions(scratch.Path), [], [], pump, TimeProvider.System, disk);
        disk.Readable = false;
        saver.Write(step: 7, epoch: 1, epochsDone: 0, inTurn: true);
        string warning = Assert.Single(pump.Warnings);
        Assert.StartsWith("No checkpoint of step 7: ", warning, StringComparison.Ordinal);
        Assert.EndsWith(
            "Training goes on; whether an earlier one stays cannot be seen.",
            warning,
            StringComparison.Ordinal
        );

        RunException error = Assert.Throws<RunException>(() =>
            new RunSaver(new CheckpointOptions(scratch.Path), [], [], pump, TimeProvider.System, disk)
        );
        Assert.Contains("cannot be read: access is denied", error.Message);
        var resumed = new RunSaver(
            new CheckpointOptions(scratch.Path) { Resume = true },
            [],
            [],
            pump,
            TimeProvider.System,
            disk
        );
        Assert.Contains(
            "cannot be read: access is denied",
            Assert.Throws<RunException>(() => resumed.Resume()).Message
        );
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_and_named()
    {
        var folder = new CheckpointFolder(scratch.Path, keep: 3, Disk.Instance);
        for (int step = 1; step <= 3; step++)
            folder.Write(new(step, InTurn: true), [new NumberedState(step)]);
        File.WriteAllBytes(
            folder.PathOf(new(3, InTurn: true)),
            File.ReadAllBytes(folder.PathOf(new(3, InTurn: true)))[..^1]
        );
        File.WriteAllText(folder.PathOf(new(2, InTurn: true)), "");
        var found = new NumberedState();
        var skipped = new List<string>();
        Assert.Equal(1, folder.Restore([found], _ => true, skipped.Add)!.Value.Step);
        Assert.Equal(1, found.Number);
        Assert.Collection(
            skipped,
            first => Assert.Contains("of step 3 was passed over", first),
            second => Assert.Contains("is empty", second)
        );
    }
}
