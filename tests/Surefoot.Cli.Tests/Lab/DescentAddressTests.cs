using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Descent;
using Surefoot.Lab.Pages.Descents;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Cli.Tests.Lab;

/// <summary>What an address of the descents says, old or new, is what walks.</summary>
public sealed class DescentAddressTests
{
    [Fact]
    public void An_address_from_before_there_was_a_list_of_settings_means_what_it_meant()
    {
        WalkSettings settings = Read(
            "?surface=ravine&at=60&steps=100&rmsprop-rate=0.1&decay=0.5&epsilon=0.01&momentum=0.8&centered=yes"
                + "&adagrad-rate=0.2&adam-rate=0.3&momentum-rate=0.4&inertia=0.7&sgd-rate=0.5"
        );
        Assert.Equal(["rmsprop", "adagrad", "adam", "momentum", "sgd"], settings.Walkers.Select(one => one.Kind.Name));
        Assert.Equal(
            [
                new RmsPropOptions
                {
                    LearningRate = 0.1,
                    Decay = 0.5,
                    Epsilon = 0.01,
                    Momentum = 0.8,
                    Centered = true,
                },
                new AdaGradOptions { LearningRate = 0.2 },
                new AdamOptions { LearningRate = 0.3 },
                new SgdOptions { LearningRate = 0.4, Momentum = 0.7 },
                new SgdOptions { LearningRate = 0.5 },
            ],
            settings.Walkers.Select(one => one.Options)
        );
        Assert.Equal([0, 1, 2, 3, 4], settings.Walkers.Select(one => one.Look));
        Assert.Equal(["rmsprop"], Read("?show=&show=rmsprop").Walkers.Select(one => one.Kind.Name));
        Assert.Equal(0.9, ((RmsPropOptions)Read("").Options["rmsprop"]).Decay);
    }

    [Fact]
    public void Every_setting_of_every_optimizer_has_a_name_of_its_own_and_is_read_by_it()
    {
        HashSet<string> names = ["surface", "condition", "show", "steps", "at"];
        foreach (OptimizerKind kind in OptimizerKind.All)
        {
            foreach (OptimizerSetting setting in DescentAddress.SettingsOf(kind))
            {
                string name = DescentAddress.NameOf(kind, setting);
                Assert.True(names.Add(name), name);
                string needed = setting.Needs is { } other
                    ? $"&{DescentAddress.NameOf(kind, other)}={other.Example}"
                    : "";
                string text = setting.IsNumber ? "0.25" : setting.Words[^1];
                OptimizerOptions read = Read($"?{name}={text}{needed}").Options[kind.Name];
                Assert.Equal(setting.IsNumber ? 0.25 : setting.Words.Count - 1, setting.Get(read));
            }
        }
    }

    static WalkSettings Read(string query) =>
        DescentAddress.Read(new AddressQuery(new QueryCollection(QueryHelpers.ParseQuery(query))));
}
