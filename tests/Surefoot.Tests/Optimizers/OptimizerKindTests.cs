using System.Reflection;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Tests.Rules;

namespace Surefoot.Tests.Optimizers;

/// <summary>
/// The one list of optimizers and their settings: complete, in agreement with the options records, and what the
/// documentation says.
/// </summary>
public class OptimizerKindTests
{
    const string Begin = "<!-- optimizers: begin -->",
        End = "<!-- optimizers: end -->";

    public static TheoryData<string> Names => [.. OptimizerKind.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_options_record_of_the_house_is_in_the_list() =>
        Assert.Equal(
            typeof(OptimizerOptions)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(OptimizerOptions)))
                .Select(type => type.Name)
                .Order(),
            OptimizerKind.All.Select(kind => kind.Defaults.GetType().Name).Distinct().Order()
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_of_the_record_is_a_setting_that_reads_and_sets_that_property_alone(string name)
    {
        OptimizerKind kind = OptimizerKind.Find(name)!;
        PropertyInfo[] settable =
        [
            .. kind
                .Defaults.GetType()
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is not null),
        ];
        Assert.Equal(
            settable.Select(property => Camel(property.Name)).Order(),
            kind.Settings.Select(setting => setting.Key).Order()
        );
        foreach (OptimizerSetting setting in kind.Settings)
        {
            PropertyInfo own = settable.Single(property => Camel(property.Name) == setting.Key);
            foreach (
                double value in setting.IsNumber
                    ? [0.25, 0.5]
                    : Enumerable.Range(0, setting.Words.Count).Select(i => (double)i)
            )
            {
                OptimizerOptions set = setting.Set(kind.Defaults, value);
                Assert.Equal(value, setting.Get(set));
                Assert.Equal(value, Convert.ToDouble(own.GetValue(set), null));
                foreach (PropertyInfo other in settable.Where(property => property != own))
                    Assert.Equal(other.GetValue(kind.Defaults), other.GetValue(set));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_options_and_examples_are_fit_to_be_typed(string name)
    {
        OptimizerKind kind = OptimizerKind.Find(name)!;
        kind.Defaults.Validate();
        Assert.All(kind.Presets.Values, preset => preset.Validate());
        string[] options = [.. kind.Settings.Select(setting => setting.Option).OfType<string>()];
        Assert.Equal(options.Length, options.Distinct().Count());
        foreach (OptimizerSetting setting in kind.Settings)
        {
            Assert.Matches("^--[a-z0-9-]+$", setting.Option ?? "--none");
            Assert.Matches("^[^A-Z].*[^.]$", setting.Sentence);
            Assert.Equal(setting.IsSwitch, setting.Example.Length == 0);
            if (setting.IsNumber)
                Assert.True(setting.Range!.Holds(double.Parse(setting.Example)), setting.Example);
            else if (!setting.IsSwitch)
                Assert.Contains(setting.Example, setting.Words);
            // What a setting needs is an option of the same optimizer, and wakes it up.
            if (setting.Needs is not { } other)
                continue;
            Assert.Contains(other, kind.Settings);
            Assert.False(setting.IsAtWork(other.Set(kind.Defaults, 0)));
            Assert.True(setting.IsAtWork(other.Set(kind.Defaults, double.Parse(other.Example))));
        }
    }

    // What a setting needs is said by name here, since the other tests take it from the list.
    [Fact]
    public void Each_setting_that_needs_another_is_known() =>
        Assert.Equal(
            [
                "rmsprop --weight-decay-form --weight-decay",
                "rmsprop --epsilon-placement --epsilon",
                "rmsprop --momentum-form --momentum",
                "rmsprop --nesterov --momentum",
                "adagrad --weight-decay-form --weight-decay",
                "adagrad --epsilon-placement --epsilon",
                "adam --weight-decay-form --weight-decay",
                "momentum --weight-decay-form --weight-decay",
                "momentum --dampening --momentum",
                "momentum --nesterov --momentum",
                "sgd --weight-decay-form --weight-decay",
                "sgd --dampening --momentum",
                "sgd --nesterov --momentum",
                "adamw --weight-decay-form --weight-decay",
                "nadam --weight-decay-form --weight-decay",
                "adadelta --weight-decay-form --weight-decay",
                "lion --weight-decay-form --weight-decay",
            ],
            OptimizerKind.All.SelectMany(kind =>
                kind.Settings.Where(one => one.Needs is not null)
                    .Select(one => $"{kind.Name} {one.Option} {one.Needs!.Option}")
            )
        );

    [Fact]
    public void An_option_of_several_optimizers_is_of_one_sort_and_key()
    {
        var shared = OptimizerKind
            .All.SelectMany(kind => kind.Settings)
            .Where(setting => setting.Option is not null)
            .GroupBy(setting => setting.Option);
        foreach (var group in shared)
            Assert.Single(
                group.Select(one => (one.Key, one.Letter, one.IsSwitch, string.Join('|', one.Words))).Distinct()
            );
        Assert.Equal(OptimizerKind.All.Count, OptimizerKind.All.Select(kind => kind.Name).Distinct().Count());
    }

    [Fact]
    public void Options_find_their_kind()
    {
        Assert.Equal("rmsprop", OptimizerKind.Of(RmsPropOptions.Keras)!.Name);
        Assert.Equal("momentum", OptimizerKind.Of(new SgdOptions { Momentum = 0.5 })!.Name);
        Assert.Equal("sgd", OptimizerKind.Of(new SgdOptions())!.Name);
        Assert.Equal("adam", OptimizerKind.Of(AdamOptions.W)!.Name);
        Assert.Null(OptimizerKind.Of(Probe.Variant.All.First(row => row.Name.Contains("stranger")).Options));
        Assert.Null(OptimizerKind.Find("lbfgs"));
    }

    [Fact]
    public void The_slots_that_are_told_beforehand_are_those_that_are_kept()
    {
        foreach (var variant in Probe.Variant.All)
        {
            var optimizer = variant.Create<double>(8);
            optimizer.Step(new double[8], new double[8]);
            Assert.Equal(optimizer.State.Select(slot => slot.Name), variant.Options.SlotNames);
        }
    }

    [Fact]
    public void The_documentation_holds_what_the_list_says()
    {
        string path = Path.Combine(Repository.Root, "docs", "optimizers.md"),
            text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal),
            end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"docs/optimizers.md has no {Begin} … {End}.");
        string printed = text[..begin] + Begin + "\n\n" + Section() + "\n" + text[end..];
        if (Environment.GetEnvironmentVariable("SUREFOOT_REWRITE") == "1")
            File.WriteAllText(path, printed);
        else
            Assert.True(
                text == printed,
                "docs/optimizers.md is not what the list of optimizers says. Run: SUREFOOT_REWRITE=1 dotnet test "
                    + "tests/Surefoot.Tests --filter OptimizerKindTests"
            );
    }

    // What all have, and then one part an optimizer: where it is from, what it computes, what it keeps, and a table of
    // its settings.
    static string Section()
    {
        var lines = new List<string> { "Every optimizer has:", "" };
        OptimizerKind plain = OptimizerKind.Find("sgd")!;
        lines.AddRange(Table(plain, plain.Settings.Except(plain.Own)));
        foreach (OptimizerKind kind in OptimizerKind.All)
        {
            lines.AddRange([$"### {kind.Title} (`--optimizer {kind.Name}`)", "", .. Wrapped(kind.Source), ""]);
            lines.AddRange(["```text", .. Formula.Of(kind.Defaults), "```", ""]);
            string[] slots = [.. kind.Defaults.SlotNames.Select(slot => $"`{slot}`")];
            lines.AddRange(
                Wrapped(
                    slots.Length == 0
                        ? "It keeps nothing for a weight."
                        : $"It keeps for each weight, where nothing else is said: {string.Join(", ", slots)}."
                )
            );
            lines.Add("");
            lines.AddRange(
                Wrapped(
                    kind.Defaults.RestObstacle() is { } obstacle
                        ? $"On [row-sparse tables](sparse.md) it is refused. {obstacle}."
                        : "On [row-sparse tables](sparse.md) it is exact."
                )
            );
            lines.Add("");
            lines.AddRange(
                Table(
                    kind,
                    kind.Settings.Where(setting =>
                        kind.Own.Contains(setting)
                        || (kind != plain && setting.Get(kind.Defaults) != setting.Get(plain.Defaults))
                    )
                )
            );
        }
        return string.Join('\n', lines);
    }

    static IEnumerable<string> Table(OptimizerKind kind, IEnumerable<OptimizerSetting> settings)
    {
        string[] rows = [.. settings.Select(setting => Row(kind, setting))];
        return rows.Length == 0
            ? []
            :
            [
                "| option | letter | property | what it is | values | default |",
                "|---|---|---|---|---|---|",
                .. rows,
                "",
            ];
    }

    static string Row(OptimizerKind kind, OptimizerSetting setting)
    {
        string values =
            setting.IsNumber ? setting.Range!.Words
            : setting.IsSwitch ? "yes or no"
            : string.Join(" or ", setting.Words);
        string property = char.ToUpperInvariant(setting.Key[0]) + setting.Key[1..];
        string option = setting.Option is { } typed ? $"`{typed}`" : "";
        return $"| {option} | {setting.Letter} | `{property}` | {setting.Sentence} | {values} | "
            + $"{setting.TextOf(kind.Defaults)} |";
    }

    static IEnumerable<string> Wrapped(string text)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > 120)
            {
                yield return line;
                line = "";
            }
            line += (line.Length > 0 ? " " : "") + word;
        }
        yield return line;
    }

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
