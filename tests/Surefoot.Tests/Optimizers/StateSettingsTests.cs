using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Optimizers;

/// <summary>State that was made under other settings.</summary>
public sealed class StateSettingsTests
{
    public static TheoryData<string> Cases =>
        [
            "Decay",
            "Momentum",
            "InitialMeanSquare",
            "BiasCorrection",
            "EpsilonPlacement",
            "Maximize",
            "Beta1",
            "Beta2",
            "Dampening",
            "InitialSum",
        ];

    static (OptimizerOptions Saved, OptimizerOptions Now) Pair(string setting) =>
        setting switch
        {
            "Decay" => (new RmsPropOptions { Decay = 0.99 }, new RmsPropOptions { Decay = 0.5 }),
            "Momentum" => (new RmsPropOptions { Momentum = 0.9 }, new RmsPropOptions { Momentum = 0.5 }),
            "InitialMeanSquare" => (new RmsPropOptions { InitialMeanSquare = 1 }, new RmsPropOptions()),
            "BiasCorrection" => (new RmsPropOptions { BiasCorrection = true }, new RmsPropOptions()),
            "EpsilonPlacement" => (
                new RmsPropOptions { Momentum = 0.9, EpsilonPlacement = EpsilonPlacement.Inside },
                new RmsPropOptions { Momentum = 0.9 }
            ),
            "Maximize" => (
                new RmsPropOptions { Centered = true, Maximize = true },
                new RmsPropOptions { Centered = true }
            ),
            "Beta1" => (new AdamOptions { Beta1 = 0.8 }, new AdamOptions()),
            "Beta2" => (new AdamOptions { Beta2 = 0.9 }, new AdamOptions()),
            "Dampening" => (new SgdOptions { Momentum = 0.9, Dampening = 0.1 }, new SgdOptions { Momentum = 0.9 }),
            _ => (new AdaGradOptions { InitialSum = 0.1 }, new AdaGradOptions()),
        };

    static OptimizerSnapshot<float> Saved(OptimizerOptions options)
    {
        var optimizer = options.Create<float>();
        optimizer.Step(new float[3], [1, 2, 3]);
        return optimizer.Save();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void State_made_under_another_setting_is_refused_by_its_name(string setting)
    {
        (OptimizerOptions before, OptimizerOptions now) = Pair(setting);
        OptimizerSnapshot<float> saved = Saved(before);
        string message = Assert.Throws<ArgumentException>(() => now.Create<float>().Restore(saved)).Message;
        Assert.Contains(
            $"made with {setting} {before.StateSettings[setting]}, and these settings have {setting} "
                + $"{now.StateSettings[setting]}",
            message
        );
        before.Create<float>().Restore(saved);
        // What was saved before settings were kept says nothing, and is taken for ever.
        now.Create<float>().Restore(saved with { Settings = new Dictionary<string, string>() });
    }

    [Fact]
    public void What_leaves_no_trace_in_the_state_is_free() =>
        new RmsPropOptions
        {
            LearningRate = 1,
            Epsilon = 1e-3,
            EpsilonPlacement = EpsilonPlacement.Inside,
        }
            .Create<float>()
            .Restore(Saved(new RmsPropOptions()));

    [Fact]
    public void A_row_sparse_table_refuses_it_too()
    {
        var table = new RowSparseOptimizer<float>(new RmsPropOptions { Decay = 0.9 }, 3, 1);
        Assert.Contains(
            "Decay 0.99",
            Assert.Throws<ArgumentException>(() => table.Restore(Saved(new RmsPropOptions()))).Message
        );
    }

    [Fact]
    public void A_group_s_settings_count_as_the_rest_s_do()
    {
        OptimizerSnapshot<float> saved = Grouped(0.5).Save();
        Assert.Contains("slow/Decay 0.5", Assert.Throws<ArgumentException>(() => Grouped(0.6).Restore(saved)).Message);
        Grouped(0.5).Restore(saved);

        static Optimizer<float> Grouped(double decay)
        {
            var layout = new ParameterLayout();
            layout.Add("a", 1);
            layout.Add("b", 2);
            var optimizer = new Optimizer<float>(new RmsPropOptions()) { Layout = layout };
            optimizer.AddGroup("slow", new RmsPropOptions { Decay = decay }, range => range.Name == "b");
            optimizer.Step(new float[3], [1, 2, 3]);
            return optimizer;
        }
    }
}
