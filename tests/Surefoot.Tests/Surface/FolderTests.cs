using Surefoot.Optimizers;

namespace Surefoot.Tests.Surface;

/// <summary>
/// The folders of an assembly stand one above the other, as docs/architecture.md draws them: read from the compiled
/// assembly, so that a reference that no `using` shows counts too.
/// </summary>
public class FolderTests
{
    static readonly FolderOrder Surefoot = new(
        "Surefoot",
        [
            "Memory",
            "Threading",
            "Randomness",
            "Settings",
            "Clipping",
            "Schedules",
            "Lanes",
            "Rules",
            "Sweeps",
            "Optimizers",
            "Sparse",
        ]
    );

    [Fact]
    public void No_type_refers_to_one_of_a_folder_above()
    {
        using var assembly = new TypeReferences(typeof(RmsProp).Assembly.Location);
        Assert.Empty(Surefoot.Against(assembly.All()));
    }

    [Fact]
    public void A_namespace_is_the_folder_that_its_types_lie_in() =>
        Assert.Empty(Surefoot.Misplaced(Path.Combine(Repository.Root, "src", "Surefoot")));

    // What the reader must see, each where only one kind of reference shows it.
    [Theory]
    [InlineData("Surefoot.Sparse.RowSparseOptimizer", "Surefoot.Optimizers.OptimizerBase")]
    [InlineData("Surefoot.Lanes.Lane512", "Surefoot.Lanes.IMemoryLane")]
    [InlineData("Surefoot.Sweeps.RuleSweep", "Surefoot.Rules.IRule")]
    [InlineData("Surefoot.Optimizers.StateSlots", "Surefoot.Memory.Block")]
    [InlineData("Surefoot.Schedules.StepSchedule", "Surefoot.Settings.Setting")]
    [InlineData("Surefoot.Rules.RmsPropOptions", "Surefoot.Rules.RmsPropRule")]
    public void The_reader_sees(string from, string to)
    {
        using var assembly = new TypeReferences(typeof(RmsProp).Assembly.Location);
        Assert.Contains((from, to), assembly.All());
    }

    [Fact]
    public void An_order_tells_of_references_upwards_of_circles_and_of_what_is_borne_in_vain()
    {
        var order = new FolderOrder("House", ["Cellar", "Hall", "Attic"]) { TooHigh = ["House.Attic.Trunk"] };
        (string, string)[] references =
        [
            ("House.Attic.Window", "House.Hall.Door"),
            ("House.Hall.Door", "House.Cellar.Wine"),
            ("House.Cellar.Wine", "House.Attic.Window"),
            ("House.Cellar.Wine", "System.String"),
        ];
        Assert.Equal(
            [
                "House.Cellar.Wine refers to House.Attic.Window, and Attic stands above Cellar.",
                "Nothing below refers to House.Attic.Trunk any more: take it off the list of those that stand "
                    + "too high.",
            ],
            order.Against(references)
        );
        Assert.Equal(["Attic", "Cellar", "Hall"], Assert.Single(order.Circles(references)));
        Assert.Empty(order.Circles(references[..2]));
    }
}
