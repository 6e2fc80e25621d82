using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A checkpoint is read as it was written, or refused.</summary>
public sealed class DamageTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    byte[] Checkpoint()
    {
        CheckpointFile.Write(scratch["whole"], [new NumberedState(5)], Disk.Instance);
        return File.ReadAllBytes(scratch["whole"]);
    }

    // Whether the file is refused with a message; otherwise it must say just what was written.
    bool IsRefused(ReadOnlySpan<byte> content)
    {
        string path = scratch.Write("damaged", content);
        try
        {
            using CheckpointFile file = CheckpointFile.Open(path);
            var found = new NumberedState();
            file.Restore([found]);
            Assert.Equal(5, found.Number);
            return false;
        }
        catch (Exception e) when (e is ModelFileException or RunException)
        {
            Assert.Contains("damaged", e.Message);
            return true;
        }
    }

    [Fact]
    public void Each_byte_flipped_in_turn_is_found()
    {
        byte[] whole = Checkpoint();
        Assert.False(IsRefused(whole));
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80, 0xFF])
            {
                whole[i] ^= flip;
                Assert.True(IsRefused(whole), $"byte {i} with {flip:X2} flipped was not noticed");
                whole[i] ^= flip;
            }
        }
    }

    [Fact]
    public void Each_truncation_and_whatever_is_added_is_found()
    {
        byte[] whole = Checkpoint();
        for (int length = 0; length < whole.Length; length++)
            Assert.True(IsRefused(whole.AsSpan(0, length)), $"cut to {length} bytes");
        for (int more = 1; more <= 64; more++)
            Assert.True(IsRefused([.. whole, .. new byte[more]]), $"{more} bytes more");
    }

    [Fact]
    public void A_newer_version_is_refused_with_a_clear_text_and_not_passed_over()
    {
        var values = new TensorToWrite("surefoot.values", TensorType.U8, [2], () => "{}"u8);
        string newer = scratch["step-0000000002.safetensors"];
        SafetensorsWriter.Write(newer, [values], new Dictionary<string, string> { ["surefoot.checkpoint"] = "2" });
        var folder = new CheckpointFolder(scratch.Path, keep: 2, Disk.Instance);
        folder.Write(new(1, InTurn: true), [new NumberedState(1)]);
        var error = Assert.Throws<RunException>(() => folder.Restore([new NumberedState()], _ => true, _ => { }));
        Assert.Contains("is a checkpoint of version 2, and this Surefoot reads up to version 1", error.Message);
    }

    [Fact]
    public void A_model_is_no_checkpoint_and_a_checkpoint_of_another_run_does_not_fit()
    {
        SafetensorsWriter.Write(scratch["model"], [], new Dictionary<string, string> { ["surefoot.format"] = "1" });
        Assert.Contains(
            "is no checkpoint",
            Assert.Throws<ModelFileException>(() => CheckpointFile.Open(scratch["model"])).Message
        );

        new ResumeCase(ResumeCase.Optimizers["rmsprop"]).Train(scratch["run"], stopAt: 9);
        var other = new ResumeCase(ResumeCase.Optimizers["adam"]);
        var error = Assert.Throws<RunException>(() => other.Train(scratch["run"], resume: true));
        Assert.Contains("The saved state is rmsprop's; this optimizer is adam", error.Message);
        Assert.Contains(
            "holds the checkpoints of a run",
            Assert.Throws<RunException>(() => other.Train(scratch["run"])).Message
        );
    }
}
