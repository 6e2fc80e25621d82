namespace Surefoot.Stranger.Programs;

/// <summary>
/// Every sample, small: it trains, saves, and says the same to the last bit when a new process loads what it saved.
/// </summary>
public class SampleTests
{
    [Theory]
    [InlineData("mlp", "digits", "1")]
    [InlineData("conv", "digits", "1")]
    [InlineData("2c2d", "digits", "1")]
    [InlineData("resnet", "digits", "1")]
    [InlineData("lstm", "12", "30")]
    [InlineData("text", "lines.txt", "2")]
    public void It_says_the_same_when_a_new_process_loads_what_it_saved(string name, string data, string length)
    {
        using CompiledProgram sample = new(CompiledProgram.Repository($"samples/{name}.cs"));
        File.WriteAllLines(
            sample["lines.txt"],
            Enumerable
                .Range(0, 60)
                .Select(i => i % 2 == 0 ? $"warm\tsun {i % 7} and sand" : $"cold\tsnow and {i % 5} hail")
        );
        string[] trained = sample.Start(data, length),
            loaded = sample.Start("--load", $"{name}.safetensors", data);
        // What it trained says more; what both predict comes last.
        Assert.NotEmpty(loaded);
        Assert.Equal(trained[^loaded.Length..], loaded);
        Assert.Equal(name == "lstm" ? 1 : 5, loaded.Length);
    }

    [Fact]
    public void A_character_model_writes_the_same_text_when_a_new_process_loads_what_it_saved()
    {
        using CompiledProgram sample = new(CompiledProgram.Repository("samples/gpt.cs"));
        File.WriteAllText(
            sample["text.txt"],
            string.Concat(Enumerable.Range(0, 120).Select(i => $"step {i} is small, and step {i + 1} is smaller. "))
        );
        string[] trained = sample.Start("text.txt", "adam", "3e-3", "1", "12"),
            loaded = sample.Start("--load", "gpt.safetensors", "text.txt");
        Assert.Contains("nats a character on the last tenth", loaded[0], StringComparison.Ordinal);
        Assert.Equal(trained[^loaded.Length..], loaded);
        Assert.InRange(loaded.Skip(1).Sum(line => line.Length), 300, 500);
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("pointers")]
    [InlineData("spans")]
    [InlineData("tensors")]
    public void Those_of_the_optimizer_alone_run(string name)
    {
        using CompiledProgram sample = new(CompiledProgram.Repository($"samples/{name}.cs"));
        Assert.NotEmpty(sample.Start());
    }
}
