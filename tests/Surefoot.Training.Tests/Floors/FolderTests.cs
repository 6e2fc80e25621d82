using Surefoot.Tests;
using Surefoot.Tests.Surface;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Floors;

/// <summary>The folders of Surefoot.Training stand one above the other, as those of Surefoot do.</summary>
public class FolderTests
{
    static readonly FolderOrder Training = new(
        "Surefoot.Training",
        [
            "Tensors",
            "Autodiff",
            "Formats",
            "Configuration",
            "Layers",
            "Losses",
            "Metrics",
            "Models",
            "Data",
            "Runs",
            "Comparing",
            "Predicting",
            "Explaining",
            "Exchange",
        ]
    );

    [Fact]
    public void No_type_refers_to_one_of_a_folder_above()
    {
        using var assembly = new TypeReferences(typeof(Shape).Assembly.Location);
        Assert.Empty(Training.Against(assembly.All()));
    }

    [Fact]
    public void A_namespace_is_the_folder_that_its_types_lie_in() =>
        Assert.Empty(Training.Misplaced(Path.Combine(Repository.Root, "src", "Surefoot.Training")));
}
