using System.Text.RegularExpressions;

namespace Surefoot.Stranger.Programs;

/// <summary>The programs of docs/networks.md, compiled and run as they stand there.</summary>
public class DocumentTests
{
    static readonly string Page = CompiledProgram.Repository("docs/networks.md");

    static string Program(string name) =>
        Block(name).Match(Page) is { Success: true } found
            ? found.Groups["program"].Value
            : throw new InvalidOperationException($"The page has no program \"{name}\".");

    [Fact]
    public void From_arrays_to_a_saved_model_it_takes_four_statements()
    {
        string program = Program("arrays");
        string steps = program[
            program.IndexOf("TrainingData data", StringComparison.Ordinal)..program.IndexOf(
                "Console.WriteLine",
                StringComparison.Ordinal
            )
        ];
        Assert.Equal(4, steps.Count(c => c == ';'));
        using CompiledProgram arrays = new(program);
        Assert.Matches(@"^(9\d|100)\s?% of the validation rows$", Assert.Single(arrays.Start()));
        Assert.True(File.Exists(arrays["flowers.safetensors"]));
    }

    [Theory]
    [InlineData("record", "14")]
    [InlineData("residual", "True")]
    public void Records_and_residual_networks_do_what_the_page_says(string name, string says)
    {
        using CompiledProgram program = new(Program(name));
        Assert.Equal(says, Assert.Single(program.Start()));
    }

    [Fact]
    public void Loading_prints_what_the_page_says()
    {
        using CompiledProgram loading = new(Program("loading"));
        int after = Page.IndexOf("It prints", StringComparison.Ordinal);
        string said = Page[(Page.IndexOf("```text\n", after, StringComparison.Ordinal) + 8)..];
        Assert.Equal(
            said[..said.IndexOf("```", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries),
            loading.Start()
        );
    }

    [Fact]
    public void A_loss_and_a_metric_of_ones_own_come_back_with_their_settings()
    {
        using CompiledProgram program = new(Program("ownloss"));
        Assert.Equal(["example.quantile share=0.9; example.within width=10", "True"], program.Start());
    }

    [Fact]
    public void Expressions_of_tensors_learn_a_product()
    {
        using CompiledProgram program = new(Program("paper"));
        Assert.Equal(["True"], program.Start());
    }

    static Regex Block(string name) =>
        new(
            $"```csharp\n(?<program>// program: {name}\n.*?)```",
            RegexOptions.Singleline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );
}
