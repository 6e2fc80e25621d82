using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>
/// A disk that fills up, and one that becomes read-only, under a run: it goes on, says so once, and its last checkpoint
/// stays.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    static readonly ResumeCase Case = new(ResumeCase.Optimizers["rmsprop"]);

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [RootFact]
    public void A_disk_that_fills_up() =>
        Interfere(disk => disk.Fill(), disk => disk.Empty(), "there is no room left on its disk");

    [RootFact]
    public void A_disk_that_becomes_read_only() =>
        Interfere(disk => disk.Remount("ro"), disk => disk.Remount("rw"), "its disk is read-only");

    void Interfere(Action<SmallDisk> spoil, Action<SmallDisk> mend, string reason)
    {
        using var disk = new SmallDisk(scratch["disk"]);
        IReadOnlyList<CheckpointName> meanwhile = [];
        ResumeCase.Ending ending = Case.Train(
            disk["checkpoints"],
            every: 5,
            onStep: (step, _, _) =>
            {
                if (step == 22)
                    spoil(disk);
                if (step == 40)
                    meanwhile = new CheckpointFolder(disk["checkpoints"], keep: 2, Disk.Instance).List();
                if (step == 41)
                    mend(disk);
            }
        );
        Assert.Equal(20, meanwhile[0].Step);
        string warning = Assert.Single(ending.Result.Warnings);
        Assert.Contains("No checkpoint of step 24", warning);
        Assert.Contains(reason, warning);
        Assert.Contains("Training goes on; the last checkpoint, of step 20, stays.", warning);
        ResumeCase.AssertSame(Case.Train(scratch["never"]), ending, reason);
        Assert.Equal(60, new CheckpointFolder(disk["checkpoints"], keep: 2, Disk.Instance).List()[0].Step);
    }

    [RootFact]
    public void A_disk_that_is_full_or_read_only_at_the_start_is_refused()
    {
        using var disk = new SmallDisk(scratch["disk"]);
        Assert.Contains(
            "no room",
            Assert.Throws<RunException>(() => RunFolder.Create(disk["run"], room: 1 << 20)).Message
        );
        disk.Fill();
        Assert.Contains(
            "no room",
            Assert.Throws<RunException>(() => RunFolder.Create(disk["run"], room: 1 << 16)).Message
        );
        disk.Empty();
        disk.Remount("ro");
        Assert.Contains(
            "read-only",
            Assert.Throws<RunException>(() => RunFolder.Create(disk["run"], room: 1 << 16)).Message
        );
    }
}
