using Surefoot.Rules;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Tests.Watching;

/// <summary>
/// Curves made for one state each, and what is said of them. How often real runs are named rightly is measured by a
/// command: docs/watching.md.
/// </summary>
public sealed class DiagnoserTests
{
    const int Steps = 400,
        Epochs = 20;

    [Fact]
    public void A_curve_that_falls_to_its_goal_is_healthy() =>
        Assert.Equal(DiagnosisKind.Healthy, Assert.Single(Diagnoser.Diagnose(Curve())).Kind);

    [Fact]
    public void Nothing_is_said_before_the_first_interval() =>
        Assert.Empty(Diagnoser.Diagnose(new WatchedHistory { Intervals = [], Epochs = [] }));

    [Fact]
    public void A_loss_that_did_not_fall_is_not_healthy()
    {
        // It rises to the middle and falls back: neither flat nor even.
        Diagnosis found = First(Curve(loss: share => 1.01 + (0.2 * Math.Sin(Math.PI * share))) with { ChanceLoss = 1 });
        Assert.Equal(DiagnosisKind.Plateau, found.Kind);
        Assert.StartsWith("The loss was 1.0", found.Evidence);
    }

    [Fact]
    public void Two_steps_say_nothing_yet()
    {
        WatchedHistory two = Curve(loss: share => 1 + (30 * share)) is var curve
            ? curve with
            {
                Intervals = [.. curve.Intervals.Take(2)],
                Epochs = [],
            }
            : curve;
        Assert.True(two.Intervals[1].Loss > 1.3 * two.Intervals[0].Loss);
        Assert.Empty(Diagnoser.Diagnose(two));
    }

    [Fact]
    public void What_is_in_force_is_not_offered()
    {
        WatchedHistory overfits = Curve(validation: epoch =>
            epoch <= 8 ? 1.1 - (0.1 * epoch) : 0.3 + (0.05 * (epoch - 8))
        );
        Assert.Equal(
            ["--dropout 0.5", "--weight-decay 0.001"],
            First(overfits with { InForce = InForce(new TrainerOptions { Patience = 8 }) })
                .Remedies.Select(remedy => remedy.Options)
        );
        Assert.Equal(
            "--patience 8",
            First(overfits with { InForce = InForce(new TrainerOptions { Patience = 12 }) }).Remedies[0].Options
        );
        WatchedHistory stalls = Curve(
            loss: share => 2 - (0.5 * Math.Sqrt(share)),
            layer: (i, share) => Layer(i) with { Rates = Rates(1e-3 / Math.Sqrt(Math.Max(share, 0.001))) }
        );
        Assert.DoesNotContain(
            First(stalls with { InForce = InForce(new TrainerOptions()) }).Remedies,
            remedy => remedy.Options.Contains("rmsprop", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Neither_is_a_network_that_is_as_large_or_as_shallow_nor_momentum()
    {
        static bool Holds(Remedy remedy, OptimizerOptions optimizer, params int[] hidden) =>
            RemediesInForce.Of(optimizer, null, null, 0, new TrainerOptions(), hidden).Hold(remedy);
        Assert.False(Holds(Remedies.LargerNetwork, new RmsPropOptions(), 128, 64));
        Assert.True(Holds(Remedies.LargerNetwork, new RmsPropOptions(), 256, 128));
        Assert.True(Holds(Remedies.LargerNetwork, new RmsPropOptions(), 512, 512, 512));
        Assert.False(Holds(Remedies.FewerLayers, new RmsPropOptions(), 64, 64, 64, 64));
        Assert.True(Holds(Remedies.FewerLayers, new RmsPropOptions(), 128, 64));
        var momentum = new Remedy("", "--momentum 0.9 --learning-rate 0.1");
        Assert.False(Holds(momentum, new RmsPropOptions()));
        Assert.True(Holds(momentum, new RmsPropOptions { Momentum = 0.9 }));
        Assert.True(Holds(momentum, new SgdOptions { Momentum = 0.95 }));
    }

    static Diagnosis Said(DiagnosisKind kind, params string[] options) =>
        new(
            kind,
            1,
            1,
            null,
            "",
            [
                .. options.Select(option =>
                    option == "--hidden 256,128" ? Remedies.LargerNetwork : new Remedy("", option)
                ),
            ]
        );

    [Fact]
    public void Of_two_that_contradict_each_other_the_graver_is_believed()
    {
        Assert.Equal(
            [Said(DiagnosisKind.DeadUnits, "--learning-rate 0.001").Kind],
            Agreement
                .Of(
                    [
                        Said(DiagnosisKind.DeadUnits, "--learning-rate 0.001"),
                        Said(DiagnosisKind.RateTooLow, "--learning-rate 0.1"),
                    ],
                    rate: 0.01
                )
                .Select(one => one.Kind)
        );
        IReadOnlyList<Diagnosis> agreed = Agreement.Of(
            [
                Said(DiagnosisKind.Stalled, "--optimizer rmsprop --learning-rate 0.001", "--learning-rate 0.1"),
                Said(DiagnosisKind.Oscillating, "--schedule cosine", "--momentum 0.9 --learning-rate 0.001"),
            ],
            rate: 0.01
        );
        Assert.Equal(2, agreed[0].Remedies.Count);
        Assert.Equal("--schedule cosine", Assert.Single(agreed[1].Remedies).Options);
        agreed = Agreement.Of(
            [
                Said(DiagnosisKind.Plateau, "--learning-rate 0.001", "--hidden 256,128"),
                Said(DiagnosisKind.Oscillating, "--learning-rate 0.003"),
                Said(DiagnosisKind.Overfitting, "--dropout 0.5"),
            ],
            rate: 0.01
        );
        Assert.Equal(
            ["--learning-rate 0.001", "--learning-rate 0.003", "--dropout 0.5"],
            agreed.SelectMany(one => one.Remedies).Select(remedy => remedy.Options)
        );
    }

    static RemediesInForce InForce(TrainerOptions trainer) =>
        RemediesInForce.Of(new RmsPropOptions(), schedule: null, clipping: null, dropout: 0, trainer);

    [Fact]
    public void A_swing_is_named_with_amplitude_period_and_three_remedies()
    {
        Diagnosis found = First(Curve(validation: epoch => Fall(epoch / (double)Epochs) + (epoch % 4 < 2 ? 0.1 : 0)));
        Assert.Equal(DiagnosisKind.Oscillating, found.Kind);
        Assert.Matches(
            @"±0\.0\d+ around 0\.\d+, having been as low as 0\.\d+, with a period of about 4 epochs",
            found.Evidence
        );
        Assert.Equal(
            ["--schedule cosine", "--average 0.999", "--momentum 0.9 --learning-rate 0.0001"],
            found.Remedies.Select(remedy => remedy.Options)
        );
    }

    [Fact]
    public void A_longer_memory_is_offered_where_RMSprop_swings_and_only_while_its_memory_is_shorter()
    {
        WatchedHistory swings = Curve(validation: epoch => Fall(epoch / (double)Epochs) + (epoch % 4 < 2 ? 0.1 : 0));
        Assert.Contains(LongerMemory, Options(new RmsPropOptions()));
        Assert.DoesNotContain(LongerMemory, Options(new RmsPropOptions { Decay = 0.999 }));
        Assert.DoesNotContain(LongerMemory, Options(new AdamOptions()));

        IEnumerable<string> Options(OptimizerOptions optimizer) =>
            First(swings with { InForce = RemediesInForce.Of(optimizer, null, null, 0, new TrainerOptions()) })
                .Remedies.Select(remedy => remedy.Options);
    }

    const string LongerMemory = "--decay 0.999 --bias-correction";

    [Theory]
    [InlineData(DiagnosisKind.Diverging, "--learning-rate 0.0001")]
    [InlineData(DiagnosisKind.DeadUnits, "--learning-rate 0.0001")]
    [InlineData(DiagnosisKind.ExplodingGradients, "--clip-norm 1")]
    [InlineData(DiagnosisKind.VanishingGradients, "--hidden 128,64")]
    [InlineData(DiagnosisKind.Stalled, "--optimizer rmsprop --learning-rate 0.001")]
    [InlineData(DiagnosisKind.RateTooLow, "--learning-rate 0.01")]
    [InlineData(DiagnosisKind.Plateau, "--schedule plateau")]
    [InlineData(DiagnosisKind.Overfitting, "--patience 8")]
    public void Each_state_is_named_first_with_its_remedy(DiagnosisKind kind, string options)
    {
        WatchedHistory history = kind switch
        {
            DiagnosisKind.Diverging => Curve(loss: share => 2 + (3 * share)),
            DiagnosisKind.DeadUnits => Curve(layer: (i, _) => Layer(i) with { Dead = i == 1 ? 0.8 : 0 }),
            DiagnosisKind.ExplodingGradients => Curve(
                layer: (i, _) => Layer(i) with { GradientNorm = i == 0 ? 500 : 1 }
            ),
            DiagnosisKind.VanishingGradients => Curve(
                loss: _ => 2,
                layer: (i, _) => Layer(i) with { GradientNorm = i == 0 ? 1e-7 : 1 }
            ),
            DiagnosisKind.Stalled => Curve(
                loss: share => 2 - (0.5 * Math.Sqrt(share)),
                layer: (i, share) => Layer(i) with { Rates = Rates(1e-3 / Math.Sqrt(Math.Max(share, 0.001))) }
            ),
            DiagnosisKind.RateTooLow => Curve(loss: share => 2 - (0.3 * share)),
            DiagnosisKind.Plateau => Curve(loss: share => share < 0.2 ? 2 - share : 1.8),
            _ => Curve(validation: epoch => epoch <= 8 ? 1.1 - (0.1 * epoch) : 0.3 + (0.05 * (epoch - 8))),
        };
        Diagnosis found = First(history);
        Assert.Equal(kind, found.Kind);
        Assert.Equal(options, found.Remedies[0].Options);
        Assert.Contains(found.Remedies, remedy => remedy.Advice.Length > 0);
    }

    [Theory]
    [InlineData(DiagnosisKind.DeadUnits, "dense2")]
    [InlineData(DiagnosisKind.ExplodingGradients, "dense1")]
    public void What_a_layer_has_is_said_of_that_layer(DiagnosisKind kind, string layer) =>
        Assert.Equal(
            layer,
            First(
                kind == DiagnosisKind.DeadUnits
                    ? Curve(layer: (i, _) => Layer(i) with { Dead = i == 1 ? 0.8 : 0 })
                    : Curve(layer: (i, _) => Layer(i) with { GradientNorm = i == 0 ? 500 : 1 })
            ).Layer
        );

    [Fact]
    public void Overfitting_names_the_epoch_since_when() =>
        Assert.StartsWith(
            "Since epoch 8 the validation loss rose from 0.3 ",
            First(Curve(validation: epoch => epoch <= 8 ? 1.1 - (0.1 * epoch) : 0.3 + (0.05 * (epoch - 8)))).Evidence
        );

    [Fact]
    public void A_diagnosis_survives_its_line_in_the_file()
    {
        Diagnosis found = First(Curve(loss: share => 2 + (3 * share)));
        Diagnosis read = JsonFile.ReadLine<StoredDiagnosis>(JsonFile.Utf8(found.ToJson()), "a line").Read();
        Assert.Equal(
            (found.Kind, found.Layer, found.Evidence, found.Epoch, found.Step),
            (read.Kind, read.Layer, read.Evidence, read.Epoch, read.Step)
        );
        Assert.Equal(found.Remedies, read.Remedies);
        Assert.Contains(
            "one of non-finite gradient, diverging",
            Assert
                .Throws<ModelFileException>(() =>
                    JsonFile.ReadLine<StoredDiagnosis>("""{"diagnosis":"tired"}"""u8, "a line")
                )
                .Message
        );
    }

    static Diagnosis First(WatchedHistory history) => Diagnoser.Diagnose(history)[0];

    static double Fall(double share) => 0.1 + (2 * Math.Exp(-12 * share));

    static RateQuantiles Rates(double rate) => new(rate, rate, rate, rate, rate);

    static LayerHealth Layer(int i) => new($"dense{i + 1}", 1, 10, 1e-3, Rates(0.01), i < 2 ? 0 : null);

    static WatchedHistory Curve(
        Func<double, double>? loss = null,
        Func<int, double>? validation = null,
        Func<int, double, LayerHealth>? layer = null
    )
    {
        loss ??= Fall;
        layer ??= (i, _) => Layer(i);
        validation ??= epoch => 1.1 * loss(epoch / (double)Epochs);
        WatchedEpoch[] epochs =
        [
            .. Enumerable
                .Range(1, Epochs)
                .Select(epoch => new WatchedEpoch(
                    epoch,
                    epoch * Steps / Epochs,
                    loss(epoch / (double)Epochs),
                    validation(epoch),
                    0.9,
                    1e-3
                )),
        ];
        return new WatchedHistory
        {
            Intervals =
            [
                .. Enumerable
                    .Range(1, Steps / 8)
                    .Select(i => new WatchedInterval(
                        i,
                        1 + (8 * (i - 1) * Epochs / Steps),
                        8 * i,
                        loss(8.0 * i / Steps),
                        1e-3,
                        [.. Enumerable.Range(0, 3).Select(l => layer(l, 8.0 * i / Steps))]
                    )),
            ],
            Epochs = epochs,
            Best = epochs.MinBy(epoch => epoch.ValidationLoss),
            ChanceLoss = 2.3,
        };
    }
}
