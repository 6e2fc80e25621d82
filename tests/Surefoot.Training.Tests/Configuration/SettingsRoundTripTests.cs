using System.Reflection;
using System.Text;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Sharing;

namespace Surefoot.Training.Tests.Configuration;

/// <summary>
/// Whatever a run can be told comes back from its values as it was. The records are found and filled by reflection,
/// each property with a value other than its default, so that a property that is added and not written makes a test
/// fail.
/// </summary>
public sealed class SettingsRoundTripTests
{
    public static TheoryData<string> Optimizers => [.. Kinds<OptimizerOptions>()];

    public static TheoryData<string> Schedules => [.. Kinds<Schedule>()];

    public static TheoryData<string> Transforms => [.. Kinds<Transform>()];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimizer_comes_back_as_it_was_and_every_property_is_in_its_config(string type)
    {
        foreach (
            OptimizerOptions options in Variants(
                (OptimizerOptions)Activator.CreateInstance(Named<OptimizerOptions>(type))!
            )
        )
        {
            Config config = OptimizerKinds.Write(options);
            Assert.Equal(options, OptimizerKinds.Build(Stored(config)));
            OptimizerKind kind = OptimizerKind.Of(options)!;
            OptimizerOptions start = OptimizerKind.All.First(one => one.Key == kind.Key).Defaults;
            // What came later is left out where it is at its default, and is that where it is left out.
            string[] later = [.. kind.Settings.Where(setting => setting.IsLater).Select(setting => setting.Key)];
            Assert.Equal(
                Settable(options.GetType()).Count(),
                config.Settings.Count
                    + kind.Settings.Count(setting => setting.IsLater && setting.Get(options) == setting.Get(start))
            );
            // Each other setting is needed: without it the rest is refused.
            foreach (string name in config.Settings.Select(setting => setting.Key))
            {
                if (!later.Contains(name))
                    Assert.ThrowsAny<FormatException>(() => OptimizerKinds.Build(Without(config, name)));
                else
                    Assert.Equal(
                        kind.Settings.Where(setting => setting.Key == name)
                            .Aggregate(options, (read, setting) => setting.Set(read, setting.Get(start))),
                        OptimizerKinds.Build(Without(config, name))
                    );
            }
        }
    }

    // As the first versions wrote them; runs of every version are read.
    [Theory]
    [InlineData(
        "{'kind':'rmsprop','settings':{'learningRate':0.001,'weightDecay':0,'weightDecayForm':'coupled','maximize':"
            + "false,'decay':0.99,'epsilon':1E-08,'epsilonPlacement':'outside','momentum':0,'momentumForm':"
            + "'rateoutside','nesterov':false,'centered':false,'biasCorrection':false,'initialMeanSquare':0}}"
    )]
    [InlineData(
        "{'kind':'rmsprop','settings':{'learningRate':0.0001,'weightDecay':0.1,'weightDecayForm':'decoupled',"
            + "'maximize':true,'decay':0.95,'epsilon':0.0001,'epsilonPlacement':'inside','momentum':0.9,"
            + "'momentumForm':'rateinside','nesterov':true,'centered':true,'biasCorrection':true,"
            + "'initialMeanSquare':1}}"
    )]
    [InlineData(
        "{'kind':'adagrad','settings':{'learningRate':0.01,'weightDecay':0,'weightDecayForm':'coupled',"
            + "'maximize':false,'epsilon':1E-10,'rateDecay':0.5,'initialSum':0.1}}"
    )]
    [InlineData(
        "{'kind':'adam','settings':{'learningRate':0.001,'weightDecay':0.01,'weightDecayForm':'decoupled',"
            + "'maximize':false,'beta1':0.9,'beta2':0.999,'epsilon':1E-08,'amsGrad':true}}"
    )]
    [InlineData(
        "{'kind':'sgd','settings':{'learningRate':0.01,'weightDecay':0,'weightDecayForm':'coupled','maximize':false,"
            + "'momentum':0.9,'dampening':0.5,'nesterov':false}}"
    )]
    public void An_optimizer_is_written_as_it_always_was(string quoted)
    {
        string json = quoted.Replace('\'', '"');
        OptimizerOptions options = OptimizerKinds.Build(ConfigJson.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(json, Encoding.UTF8.GetString(ConfigJson.ToUtf8(OptimizerKinds.Write(options))));
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void A_schedule_comes_back_as_it_was_by_itself_and_after_a_warm_up(string type)
    {
        Schedule schedule =
            Made(Named<Schedule>(type)) is var made && type == "ConstantSchedule" ? Schedule.Constant : (Schedule)made!;
        Assert.Equal(schedule, ScheduleKinds.Build([.. ScheduleKinds.Write(schedule).Select(Stored)]));
        var warm = new WarmupSchedule(12, schedule);
        Assert.Equal(warm, ScheduleKinds.Build([.. ScheduleKinds.Write(warm).Select(Stored)]));
        Assert.Equal(
            type switch
            {
                "ConstantSchedule" => 1,
                "WarmupSchedule" => 3,
                _ => 2,
            },
            ScheduleKinds.Write(warm).Count
        );
        if (type == "WarmupSchedule")
            return;
        Assert.Throws<FormatException>(() =>
            ScheduleKinds.Build([.. ScheduleKinds.Write(schedule), .. ScheduleKinds.Write(new StepSchedule(3))])
        );
    }

    [Fact]
    public void No_schedule_stays_none() => Assert.Null(ScheduleKinds.Build(ScheduleKinds.Write(null)));

    [Theory]
    [MemberData(nameof(Transforms))]
    public void A_change_of_rows_comes_back_as_it_was(string type)
    {
        var transform = (Transform)Made(Named<Transform>(type))!;
        Assert.Equal(transform, TransformKinds.Build(Stored(TransformKinds.Write(transform))));
    }

    [Fact]
    public void The_trainers_options_come_back_as_they_were()
    {
        foreach (TrainerOptions options in Variants(new TrainerOptions()))
        {
            TrainerOptions read = Stored(options);
            Assert.Equal(
                options with
                {
                    Clock = read.Clock,
                    Checkpoints = options.Checkpoints is { } saves ? saves with { Folder = "", Resume = false } : null,
                },
                read
            );
        }
    }

    [Fact]
    public void How_data_is_read_comes_back_as_it_was()
    {
        foreach (DataOptions options in Variants(new DataOptions()))
        {
            DataOptions read = Stored(options);
            Assert.Equal(options.IgnoredColumns, read.IgnoredColumns);
            Assert.Equal(options.TextColumns, read.TextColumns);
            Assert.Equal(options.WordColumns, read.WordColumns);
            Assert.Equal(options.CategoryColumns, read.CategoryColumns);
            Assert.Equal(options.DateParts, read.DateParts);
            // Lists are compared above, and changes of rows stand beside.
            Assert.Equal(
                options,
                read with
                {
                    IgnoredColumns = options.IgnoredColumns,
                    TextColumns = options.TextColumns,
                    WordColumns = options.WordColumns,
                    CategoryColumns = options.CategoryColumns,
                    DateParts = options.DateParts,
                    Transforms = options.Transforms,
                }
            );
        }
    }

    // The defaults; each property by itself with another value; and all of them together.
    static IEnumerable<TRecord> Variants<TRecord>(TRecord start)
        where TRecord : class
    {
        yield return start;
        object all = Copy(start);
        foreach (PropertyInfo property in Settable(start.GetType()))
        {
            object one = Copy(start);
            property.SetValue(one, Other(property.PropertyType, property.GetValue(start)));
            property.SetValue(all, property.GetValue(one));
            // Two that need a third.
            if (one is RmsPropOptions { Nesterov: true, Momentum: 0 } or SgdOptions { Nesterov: true, Momentum: 0 })
                one.GetType().GetProperty("Momentum")!.SetValue(one, 0.5);
            yield return (TRecord)one;
        }
        if (all is SgdOptions sgd)
            all = sgd with { Dampening = 0 };
        yield return (TRecord)all;
    }

    static object Copy(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties()
            .Where(property =>
                property.SetMethod is { IsPublic: true }
                && property.PropertyType != typeof(TimeProvider)
                && property.PropertyType != typeof(IProcessGroup)
                && property.PropertyType != typeof(IReadOnlyList<Transform>)
            );

    static object Other(Type type, object? value) =>
        value switch
        {
            bool flag => !flag,
            int number => number + 3,
            ulong number => ulong.MaxValue - number,
            double number => number == 0 ? 1.0 / 3 : number / 3,
            Enum choice => Enum.GetValues(choice.GetType()).GetValue(1)!,
            TextOptions text => text with
            {
                Form = TextForm.Indices,
                Vocabulary = 77,
                NGrams = 3,
                FewestRows = 5,
                Hashed = true,
                Letters = 4,
                Distinct = !text.Distinct,
                Places = 9,
            },
            IReadOnlyList<string> => (string[])["a \"column\"", new string('ü', 400)],
            null when type == typeof(string) => new string('p', 300) + "ü",
            null when type == typeof(long?) => (1L << 53) + 1,
            null when type == typeof(int?) => 12,
            null when type == typeof(bool?) => false,
            null when type == typeof(TaskKind?) => TaskKind.Regression,
            null when type == typeof(IReadOnlyList<DatePart>) => (DatePart[])[DatePart.Elapsed, DatePart.Month],
            null when type == typeof(ThresholdOptions) => new ThresholdOptions
            {
                Measure = ThresholdMeasure.BalancedAccuracy,
                Value = 1.0 / 3,
            },
            null when type == typeof(PlateauOptions) => new PlateauOptions(0.3, 7),
            null when type == typeof(CheckpointOptions) => new CheckpointOptions("folder")
            {
                Every = 17,
                Keep = 5,
                Resume = true,
            },
            _ => throw new NotSupportedException($"There is no other value of {type} here yet."),
        };

    // By the constructor with the most parameters, each with a value of its own.
    static object? Made(Type type)
    {
        if (type.GetConstructors() is not [_, ..] constructors)
            return null;
        ConstructorInfo most = constructors.MaxBy(constructor => constructor.GetParameters().Length)!;
        return most.Invoke([
            .. most.GetParameters()
                .Select(
                    (parameter, i) =>
                        parameter.ParameterType == typeof(long) ? (1L << 53) + 1 + i
                        : parameter.ParameterType == typeof(int) ? 2 + i
                        : parameter.ParameterType == typeof(double) ? (object)(0.1 + (0.07 * i))
                        : parameter.ParameterType == typeof(Schedule) ? new CosineSchedule(5)
                        : throw new NotSupportedException($"There is no value of {parameter.ParameterType} here yet.")
                ),
        ]);
    }

    static string[] Kinds<TBase>() =>
        [
            .. typeof(TBase)
                .Assembly.GetTypes()
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(TBase)))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
        ];

    static Type Named<TBase>(string name) =>
        typeof(TBase).Assembly.GetTypes().Single(type => type.IsSubclassOf(typeof(TBase)) && type.Name == name);

    static Config Stored(Config config) => ConfigJson.Parse(ConfigJson.ToUtf8(config));

    static Config Without(Config config, string name)
    {
        var less = new Config(config.Kind);
        foreach ((string key, SettingValue value) in config.Settings.Where(setting => setting.Key != name))
            less.Add(key, value);
        return less;
    }

    static T Stored<T>(T options) => JsonFile.Read<T>(JsonFile.Utf8(JsonFile.Node(options)), "run.json");
}
