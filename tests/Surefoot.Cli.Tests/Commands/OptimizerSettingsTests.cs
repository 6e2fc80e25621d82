using System.CommandLine;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Comparing;
using Surefoot.Cli.Settings;
using Surefoot.Rules;
using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>From the words of a command line to an optimizer's options, for every setting in the list.</summary>
public sealed class OptimizerSettingsTests
{
    public static TheoryData<string> Names => [.. OptimizerKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_of_an_optimizer_sets_its_property_from_the_command_line(string name)
    {
        OptimizerKind kind = OptimizerKind.Find(name)!;
        Assert.Equal(kind.Defaults, Read($"--optimizer {name}"));
        foreach (OptimizerSetting setting in kind.Settings.Where(setting => setting.Option is not null))
        {
            string[] values = setting switch
            {
                { IsSwitch: true } => [""],
                { IsNumber: true } => [setting.Example, "0.5"],
                _ => [.. setting.Words],
            };
            foreach (string value in values)
            {
                double expected =
                    setting.IsSwitch ? 1
                    : setting.IsNumber ? double.Parse(value)
                    : setting.Words.Index().Single(word => word.Item == value).Index;
                string needed = setting.Needs is { } other ? $"{other.Option} {other.Example}" : "";
                OptimizerOptions options = Read($"--optimizer {name} {needed} {setting.Option} {value}");
                Assert.Equal(expected, setting.Get(options));
            }
        }
    }

    [Theory]
    [InlineData("--momentum", "momentum")]
    [InlineData("--dampening", "momentum")]
    [InlineData("--nesterov", "momentum")]
    [InlineData("--momentum-form", "")]
    [InlineData("--decay", "rmsprop adadelta")]
    [InlineData("--epsilon", "rmsprop adagrad adam adamw nadam adadelta")]
    public void A_comparison_leaves_momentum_to_the_optimizer_of_that_name(string option, string owners) =>
        Assert.Equal(owners, string.Join(' ', ContenderSettings.Owners(option).Select(kind => kind.Name)));

    [Fact]
    public void Every_optimizer_has_each_option_or_refuses_it_with_its_owners()
    {
        string[] options =
        [
            .. OptimizerKind.All.SelectMany(kind => kind.Settings).Select(setting => setting.Option).OfType<string>(),
        ];
        foreach (OptimizerKind kind in OptimizerKind.All)
        {
            foreach (string option in options.Distinct().Where(option => OptimizerSettings.Find(kind, option) is null))
            {
                OptimizerKind owner = OptimizerSettings.Owners(option)[0];
                OptimizerSetting other = OptimizerSettings.Find(owner, option)!;
                UsageException refused = Assert.Throws<UsageException>(() =>
                    Read($"--optimizer {kind.Name} {option} {other.Example}")
                );
                Assert.StartsWith(
                    $"{option} is not an option of {kind.Name}; it belongs to {owner.Name}",
                    refused.Message,
                    StringComparison.Ordinal
                );
            }
        }
    }

    [Fact]
    public void A_preset_is_the_start_and_options_change_it()
    {
        Assert.Equal(RmsPropOptions.Graves2013, Read("--preset graves"));
        Assert.Equal(RmsPropOptions.Dqn with { Centered = false }, Read("--preset dqn --no-centered"));
        Assert.Equal(new RmsPropOptions(), Read("--no-centered"));
        Assert.Equal(
            RmsPropOptions.Keras with
            {
                EpsilonPlacement = EpsilonPlacement.Outside,
                LearningRate = 0.1,
            },
            Read("--preset keras --epsilon-placement outside --learning-rate 0.1")
        );
        Assert.Equal(
            RmsPropOptions.Graves2013 with
            {
                MomentumForm = MomentumForm.RateOutside,
            },
            Read("--preset graves --momentum-form rate-outside")
        );
        Assert.Equal(AdamOptions.W with { WeightDecay = 0.1 }, Read("--optimizer adamw --weight-decay 0.1"));
        Assert.Equal(
            new AdamOptions { WeightDecay = 0.1, WeightDecayForm = WeightDecayForm.Decoupled },
            Read("--optimizer adam --weight-decay 0.1 --weight-decay-form decoupled")
        );
    }

    [Fact]
    public void In_a_comparison_each_takes_what_it_has()
    {
        Contender[] contenders = Compare("--momentum 0.8 --epsilon 1e-4 --decay 0.9 --nesterov --weight-decay 0.01");
        Assert.Equal(["rmsprop", "adagrad", "adam", "momentum", "sgd"], contenders.Select(one => one.Name));
        Assert.Equal(
            [
                new RmsPropOptions
                {
                    Decay = 0.9,
                    Epsilon = 1e-4,
                    WeightDecay = 0.01,
                },
                new AdaGradOptions { Epsilon = 1e-4, WeightDecay = 0.01 },
                new AdamOptions { Epsilon = 1e-4, WeightDecay = 0.01 },
                new SgdOptions
                {
                    Momentum = 0.8,
                    Nesterov = true,
                    WeightDecay = 0.01,
                },
                new SgdOptions { WeightDecay = 0.01 },
            ],
            contenders.Select(one => one.Options)
        );
        Assert.Equal(AdamOptions.W with { Beta1 = 0.8 }, Compare("--optimizers adamw,sgd --beta1 0.8")[0].Options);
    }

    static OptimizerOptions Read(string words) => TrainArguments.Read(Split("train " + words)).Optimizer;

    static Contender[] Compare(string words)
    {
        Command command = new("compare");
        CompareArguments arguments = new();
        arguments.AddTo(command);
        return [.. arguments.Read(command.Parse(Split(words))).Contenders];
    }

    static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
