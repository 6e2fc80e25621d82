using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using Surefoot.Randomness;
using Surefoot.Training.Data;

namespace Surefoot.Training.Tests.Data;

/// <summary>What holds for every table.</summary>
public sealed class PreprocessingLaws : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // A random table of every kind of column, some values missing, of numbers over many orders of magnitude.
    static string Table(ulong seed, bool regression)
    {
        var random = new RandomStream(seed, stream: 7);
        ulong at = 0;
        double Next() => random.Uniform(at++);
        string Missing(string value) => Next() < 0.15 ? "" : value;
        double magnitude = Math.Pow(10, (Next() * 40) - 20);
        var text = new System.Text.StringBuilder("number,colour,when,shifted,y\n");
        for (int row = 0; row < 40; row++)
        {
            string number = ((Next() - 0.5) * magnitude).ToString("R", CultureInfo.InvariantCulture);
            string shifted = (1.5e9 + (Next() * 1e5)).ToString("R", CultureInfo.InvariantCulture);
            string when = new DateTime(2020, 1, 1)
                .AddSeconds((long)(Next() * 1e8))
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            string target =
                regression ? (Next() * 1e3).ToString("R", CultureInfo.InvariantCulture)
                : row % 3 == 0 ? "no"
                : "yes";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Missing(number)},{Missing("c" + (int)(Next() * 4))},{Missing(when)},{shifted},{target}\n"
            );
        }
        return text.ToString();
    }

    [Property(MaxTest = 40)]
    public void Restored_from_JSON_it_gives_the_same_bits(ulong seed, bool regression)
    {
        string path = folder.Write("t.csv", Table(seed, regression));
        var fitted = DataLoader.Load(path, new() { Seed = seed }).Preprocessing;
        string json = fitted.ToJson().ToJsonString();
        var restored = Preprocessing.FromJson(JsonNode.Parse(json)!);
        var direct = Preprocessing.FromJson(fitted.ToJson());
        Assert.Equal(json, restored.ToJson().ToJsonString());
        Assert.Equal(json, direct.ToJson().ToJsonString());
        Assert.Equal(
            (fitted.TargetMean, fitted.TargetScale, fitted.InputShape),
            (restored.TargetMean, restored.TargetScale, restored.InputShape)
        );
        var (before, after) = (fitted.Open(path, requireTargets: true), restored.Open(path, requireTargets: true));
        Assert.Equal(before.AllInputs(), after.AllInputs());
        Assert.Equal(before.Targets(), after.Targets());
    }

    [Property(MaxTest = 40)]
    public void Every_number_that_comes_out_is_finite(ulong seed, ulong other)
    {
        var fitted = DataLoader.Load(folder.Write("t.csv", Table(seed, regression: false)), new()).Preprocessing;
        string path = folder.Write("other.csv", Table(other, regression: false));
        IDataset rows;
        try
        {
            rows = fitted.Open(path, requireTargets: false);
        }
        catch (DataException e)
        {
            Assert.Contains("too far from the values of the training rows", e.Message);
            return;
        }
        Assert.All(rows.AllInputs(), value => Assert.True(float.IsFinite(value)));
    }

    [Property(MaxTest = 60)]
    public void Numbers_written_to_CSV_come_back_as_they_were(NormalFloat[] numbers)
    {
        double[] values = [.. numbers.Select(number => number.Get).Where(value => Math.Abs(value) <= float.MaxValue)];
        if (values.Distinct().Count() < 3 || values.Length < 6)
            return;
        string csv = "x,y\n" + string.Concat(values.Select((value, i) => $"{value:R},{(i % 2 == 0 ? "a" : "b")}\n"));
        string path = folder.Write("t.csv", csv);
        TrainingData data;
        try
        {
            data = DataLoader.Load(path, new());
        }
        catch (DataException e)
        {
            Assert.True(
                e.Message.Contains("the same in every training row") || e.Message.Contains("too far"),
                e.Message
            );
            return;
        }
        var column = data.Preprocessing.ToJson()["columns"]![0]!;
        double mean = column["mean"]!.GetValue<double>(),
            scale = column["scale"]!.GetValue<double>();
        float[] expected = [.. values.Select(value => (float)((value - mean) / scale))];
        Assert.Equal(expected, data.Preprocessing.Open(path, requireTargets: false).AllInputs());
    }

    [Property(MaxTest = 30)]
    public void A_row_reads_the_same_whichever_rows_are_read_with_it(ulong seed)
    {
        var rows = DataLoader.Load(folder.Write("t.csv", Table(seed, regression: true)), new()).Training;
        float[] all = rows.AllInputs();
        int width = rows.InputShape.Length;
        for (int row = 0; row < rows.Count; row++)
            Assert.Equal(all[(row * width)..((row + 1) * width)], rows.Inputs(row));
    }

    [Theory]
    [InlineData("""{}""", "preprocessing.kind is missing")]
    [InlineData("""{"kind":"sound"}""", "preprocessing.kind is not as expected")]
    [InlineData("""{"kind":"table","columns":[],"target":{}}""", "preprocessing.columns is not as expected")]
    [InlineData(
        """{"kind":"table","columns":[{"kind":"number","name":"x","missing":false,"mean":0,"scale":0}],"target":{}}""",
        "preprocessing.columns[0].scale is not as expected"
    )]
    [InlineData(
        """{"kind":"table","columns":[{"kind":"number","name":"x","missing":false,"mean":"0","scale":1}],"""
            + "\"target\":{}}",
        "preprocessing.columns[0].mean is not as expected"
    )]
    [InlineData(
        """{"kind":"table","columns":[{"kind":"number","name":"x","missing":false,"mean":0,"scale":1}],"""
            + "\"target\":{\"name\":\"y\",\"task\":\"classification\",\"numbers\":false,\"classes\":[\"a\"]}}",
        "preprocessing.target.classes is not as expected"
    )]
    [InlineData(
        """{"kind":"images","shape":[1,8],"maximum":16,"labels":[0,1]}""",
        "preprocessing.shape is not as expected"
    )]
    [InlineData(
        """{"kind":"images","shape":[70000,70000,2],"maximum":16,"labels":[0,1]}""",
        "preprocessing.shape is not as expected"
    )]
    [InlineData(
        """{"kind":"images","shape":[1,8,8],"maximum":0,"labels":[0,1]}""",
        "preprocessing.maximum is not as expected"
    )]
    [InlineData(
        """{"kind":"images","shape":[1,8,8],"maximum":16,"labels":[0,300]}""",
        "preprocessing.labels[1] is not as expected"
    )]
    public void Damaged_JSON_is_refused_and_says_where(string json, string where) =>
        Assert.Contains(
            where,
            Assert.Throws<DataException>(() => Preprocessing.FromJson(JsonNode.Parse(WithTarget(json))!)).Message
        );

    /// <summary>The JSON with a target that is sound in place of an empty one.</summary>
    internal static string WithTarget(string json) =>
        json.Replace(
            "\"target\":{}",
            json.Contains("\"text\"", StringComparison.Ordinal)
                ? """ "target":{"name":"y","task":"classification","numbers":false,"classes":["a","b"]} """
                : """ "target":{"name":"y","task":"regression","mean":0,"scale":1} """,
            StringComparison.Ordinal
        );
}
