using Surefoot.Training.Data;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>What acts on a run from outside.</summary>
public sealed class ControlTests : IDisposable
{
    static readonly ResumeCase Case = new(ResumeCase.Optimizers["adam"]);

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_paused_run_writes_checkpoints_on_request_and_goes_on_with_the_same_bits()
    {
        string asked = Path.Combine(scratch["run"], "asked-0000000009.safetensors");
        var other = new Thread(() => { });
        ResumeCase.Ending ending = Case.Train(
            scratch["run"],
            onStep: (step, _, control) =>
            {
                if (step != 9)
                    return;
                control.Pause();
                other = new Thread(() =>
                {
                    Assert.True(control.IsPaused);
                    control.Checkpoint();
                    while (!File.Exists(asked))
                        Thread.Sleep(1);
                    control.Continue();
                });
                other.Start();
            }
        );
        other.Join();
        Assert.Equal((RunOutcome.Completed, 60), (ending.Result.Outcome, ending.Result.Steps));
        ResumeCase.AssertSame(Case.Train(scratch["never"]), ending, "paused");
    }

    [Fact]
    public void A_paused_run_can_be_ended()
    {
        ResumeCase.Ending ending = Case.Train(
            scratch["run"],
            onStep: (step, _, control) =>
            {
                if (step != 9)
                    return;
                control.Pause();
                ThreadPool.QueueUserWorkItem(_ => control.Stop());
            }
        );
        Assert.Equal((RunOutcome.Interrupted, 9), (ending.Result.Outcome, ending.Result.Steps));
    }

    [Fact]
    public void Data_that_cannot_be_read_on_the_way_end_the_run_and_leave_it_to_be_resumed()
    {
        var error = Assert.Throws<DataException>(() =>
            Case.Train(
                scratch["run"],
                onStep: (step, _, _) =>
                {
                    if (step == 22)
                        throw new DataException("the file is gone");
                }
            )
        );
        Assert.Equal("the file is gone", error.Message);
        Assert.Equal(
            new CheckpointName(21, InTurn: false),
            new CheckpointFolder(scratch["run"], keep: 2, Surefoot.Training.Formats.Disk.Instance).List()[0]
        );
        ResumeCase.AssertSame(
            Case.Train(scratch["never"]),
            Case.Train(scratch["run"], resume: true),
            "after data that could not be read"
        );
    }

    [Fact]
    public void A_request_is_passed_on_by_a_file()
    {
        RunFolder folder = RunFolder.Create(scratch["folder"]);
        Assert.Null(folder.TakeRequest());
        folder.Ask(RunRequest.Pause);
        folder.Ask(RunRequest.Stop);
        Assert.Equal(RunRequest.Stop, folder.TakeRequest());
        Assert.Null(folder.TakeRequest());
        File.WriteAllText(Path.Combine(folder.FullPath, "control"), "dance");
        Assert.Null(folder.TakeRequest());
        Assert.Empty(Directory.GetFiles(folder.FullPath, ".*"));
    }

    [Fact]
    public void A_request_that_comes_while_another_is_taken_is_not_lost()
    {
        RunFolder folder = RunFolder.Create(scratch["folder"]);
        string control = Path.Combine(folder.FullPath, "control");
        for (int round = 0; round < 500; round++)
        {
            string second = scratch.Write("second", "stop\n"u8);
            File.WriteAllText(control, "pause\n");
            using var go = new Barrier(2);
            var asks = new Thread(() =>
            {
                go.SignalAndWait();
                File.Move(second, control, overwrite: true);
            });
            asks.Start();
            go.SignalAndWait();
            RunRequest? first = folder.TakeRequest();
            asks.Join();
            Assert.Equal(RunRequest.Stop, folder.TakeRequest() ?? first);
        }
    }

    [Fact]
    public void A_lock_tells_whether_the_run_waits_until_it_is_given_back_and_then_leaves_the_next_holder_alone()
    {
        RunFolder folder = RunFolder.Create(scratch["folder"]);
        RunLock held = folder.Lock();
        foreach (bool paused in (bool[])[true, true, false, true])
        {
            held.Note(paused);
            Assert.Equal((true, paused), (folder.IsInUse, folder.IsPaused));
        }

        held.Dispose();
        Assert.Equal((false, false), (folder.IsInUse, folder.IsPaused));
        using RunLock next = folder.Lock();
        held.Note(paused: false);
        held.Note(paused: true);
        held.Dispose();
        Assert.Equal((true, false), (folder.IsInUse, folder.IsPaused));
    }

    [Fact]
    public void A_lock_is_held_by_the_living_and_taken_over_from_the_dead()
    {
        RunFolder folder = RunFolder.Create(scratch["folder"]);
        string path = Path.Combine(folder.FullPath, "lock");
        using (folder.Lock())
        {
            Assert.True(folder.IsInUse);
            Assert.Contains(
                $"in use by process {Environment.ProcessId}",
                Assert.Throws<RunException>(folder.Lock).Message
            );
        }
        Assert.False(folder.IsInUse);

        // Of a process of the same number that started at another time; of none; torn while it was written; of another
        // machine.
        string ours =
            $"{{\"process\":{Environment.ProcessId},\"started\":\"another boot/1\","
            + $"\"host\":\"{Environment.MachineName}\"}}";
        foreach (
            string dead in (string[])[ours, ours.Replace($"{Environment.ProcessId},", "2147483000,"), ours[..20], ""]
        )
        {
            File.WriteAllText(path, dead);
            Assert.False(folder.IsInUse);
            folder.Lock().Dispose();
        }
        File.WriteAllText(path, """{"process":1,"started":"x","host":"elsewhere"}""");
        Assert.Contains("process 1 of the machine elsewhere", Assert.Throws<RunException>(folder.Lock).Message);
    }
}
