using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distances_count_letters(string a, string b, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(a, b));
        Assert.Equal(distance, NearestName.Distance(b, a));
    }

    [Theory]
    [InlineData("Specis", "Species")]
    [InlineData("species", "Species")]
    [InlineData("weigth", "Weight")]
    [InlineData("colour", null)]
    [InlineData("x", null)]
    public void The_nearest_name_is_found_or_none(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["Weight", "Species", "y"]));
}
