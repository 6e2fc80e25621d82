using System.Text.Json.Nodes;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

public sealed class SvmIndexTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    TrainingData Load(string text) =>
        DataLoader.Load(folder.Write("rows.svm", text), new() { FeaturesAsIndices = true, ValidationShare = 0.34 });

    [Fact]
    public void Rows_of_ones_become_the_numbers_of_their_features()
    {
        var data = Load("1 1:1 900000:1\n-1 2:1 3:1 4:1\n1 1:1 2:1\n-1 3:1 5:1 6:1\n1 2:1\n-1\n");
        Assert.Equal(900_000, data.Preprocessing.Vocabulary);
        var restored = Preprocessing.FromJson(JsonNode.Parse(data.Preprocessing.ToJson().ToJsonString())!);
        foreach (var preprocessing in (Preprocessing[])[data.Preprocessing, restored])
        {
            var rows = preprocessing.Open(
                folder.Write("new.svm", "1:1 3:1 2000000:1\n\n900000:1\n"),
                requireTargets: false
            );
            Assert.Equal([0f, 2f], rows.Inputs(0)[..2]);
            Assert.Equal(-1, rows.Inputs(1)[0]);
            Assert.Equal(899_999, rows.Inputs(2)[0]);
            Assert.All(rows.Inputs(0)[2..], place => Assert.Equal(-1, place));
        }
    }

    [Fact]
    public void A_value_other_than_1_is_refused_with_its_line() =>
        Assert.Contains(
            "rows.svm, line 2: the value 0.5 of feature 3 is not 1, and an embedding bag reads which "
                + "features a row has",
            Assert.Throws<DataException>(() => Load("1 1:1\n-1 2:1 3:0.5\n1 1:1\n-1 2:1\n")).Message
        );

    [Theory]
    [InlineData("features")]
    [InlineData("places")]
    [InlineData("first")]
    public void Damaged_storage_is_refused(string member)
    {
        var json = (JsonObject)
            JsonNode.Parse(Load("1 1:1\n-1 2:1\n1 1:1\n-1 2:1\n").Preprocessing.ToJson().ToJsonString())!;
        json[member] = -1;
        Assert.Contains(
            $"preprocessing.{member} is not as expected",
            Assert.Throws<DataException>(() => Preprocessing.FromJson(json)).Message
        );
    }
}
