using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>Batches that are cut into shards, as the command trains them.</summary>
public sealed class ShardsTests : IDisposable
{
    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Their_number_decides_the_bytes_and_is_kept_with_the_run()
    {
        folder.Write("a.csv", Tables.Classes(200, 3));
        byte[] cut = Train("cut", "--shards", "4", "--threads", "1");
        Assert.Equal(cut, Train("threads", "--shards", "4", "--threads", "2"));
        byte[] whole = Train("whole", "--threads", "1");
        Assert.NotEqual(cut, whole);
        Assert.Equal(whole, Train("one", "--shards", "1", "--threads", "1"));
        Assert.Equal(4, (int?)Trainer("cut")["shards"]);
        Assert.False(Trainer("whole").ContainsKey("shards"));
        Assert.Contains("shards of a batch", folder.Surefoot("inspect", folder["cut"]).Output);
    }

    byte[] Train(string name, params string[] options)
    {
        SurefootProcess.Outcome trained = folder.Surefoot([
            "train",
            folder["a.csv"],
            "--target",
            "kind",
            "--hidden",
            "6",
            "--epochs",
            "2",
            "--out",
            folder[name],
            .. options,
        ]);
        Assert.True(trained.ExitCode == 0, trained.Errors);
        return File.ReadAllBytes(Path.Combine(folder[name], "model.safetensors"));
    }

    JsonObject Trainer(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder[name], "run.json")))!["settings"]!["trainer"]!.AsObject();
}
