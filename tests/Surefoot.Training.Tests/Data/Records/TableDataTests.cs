using System.Data;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs;
using DataException = Surefoot.Training.Data.DataException;

namespace Surefoot.Training.Tests.Data.Records;

/// <summary>Rows of a program are read as the equal CSV file is, to the bit.</summary>
public sealed class TableDataTests : IDisposable
{
    static readonly RoomReading[] Readings = RoomReading.Make();

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Sources => ["records", "anonymous", "dictionaries", "table", "reader", "columns"];

    static TrainingData Load(string source, DataOptions? options = null) =>
        source switch
        {
            "records" => TableData.From(Readings, reading => reading.Occupancy, options),
            "anonymous" => TableData.From(
                Readings.Select(r => new
                {
                    r.Id,
                    r.Date,
                    r.Temperature,
                    r.Humidity,
                    r.Light,
                    r.CO2,
                    r.Side,
                    r.Heated,
                    r.Remark,
                    r.Cleaned,
                    r.Bill,
                    r.Occupancy,
                }),
                r => r.Occupancy,
                options
            ),
            "dictionaries" => TableData.From(Dictionaries(), "Occupancy", options),
            "table" => TableData.From(RoomReading.Table(Readings), "Occupancy", options),
            "reader" => Reader(options),
            _ => TableData.FromColumns(Columns(), "Occupancy", options),
        };

    static TrainingData Reader(DataOptions? options)
    {
        using IDataReader reader = RoomReading.Table(Readings).CreateDataReader();
        return TableData.From(reader, "Occupancy", options);
    }

    static IEnumerable<Dictionary<string, object?>> Dictionaries()
    {
        foreach (var reading in Readings)
            yield return typeof(RoomReading)
                .GetProperties()
                .ToDictionary(
                    property => property.Name,
                    property => property.GetValue(reading),
                    StringComparer.Ordinal
                );
    }

    static Dictionary<string, Array> Columns() =>
        new(StringComparer.Ordinal)
        {
            ["Id"] = Array.ConvertAll(Readings, r => (short)r.Id),
            ["Date"] = Array.ConvertAll(Readings, r => r.Date),
            ["Temperature"] = Array.ConvertAll(Readings, r => r.Temperature),
            ["Humidity"] = Array.ConvertAll(Readings, r => r.Humidity),
            ["Light"] = Array.ConvertAll(Readings, r => r.Light),
            ["CO2"] = Array.ConvertAll(Readings, r => r.CO2 ?? double.NaN),
            ["Side"] = Array.ConvertAll(Readings, r => r.Side.ToString()),
            ["Heated"] = Array.ConvertAll(Readings, r => r.Heated),
            ["Remark"] = Array.ConvertAll(Readings, r => r.Remark),
            ["Cleaned"] = Array.ConvertAll(Readings, r => r.Cleaned),
            ["Bill"] = Array.ConvertAll(Readings, r => r.Bill),
            ["Occupancy"] = Array.ConvertAll(Readings, r => (byte)r.Occupancy),
        };

    static byte[] Weights(TrainingData data)
    {
        Network<float> network = Samples.Mlp(data);
        Samples.Train(network, data, new TrainerOptions { Epochs = 3, BatchSize = 16 });
        return System.Runtime.InteropServices.MemoryMarshal.AsBytes(network.Parameters).ToArray();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_source_gives_the_bits_and_the_notes_of_the_equal_file(string source)
    {
        TrainingData file = DataLoader.Load(
                folder.Write("rooms.csv", RoomReading.Csv(Readings)),
                new() { Target = "Occupancy" }
            ),
            memory = Load(source);
        Assert.Equal(file.Preprocessing.ToJson().ToJsonString(), memory.Preprocessing.ToJson().ToJsonString());
        Assert.Equal(file.Notes.Skip(1), memory.Notes.Skip(1));
        Assert.Equal(file.Notes[0].Replace("rooms.csv", memory.Source, StringComparison.Ordinal), memory.Notes[0]);
        Assert.Equal(file.Training.AllInputs(), memory.Training.AllInputs());
        Assert.Equal(file.Validation.Targets(), memory.Validation.Targets());
        Assert.Equal(Weights(file), Weights(memory));
        // CO2 that is NaN stands for what is missing, and is written so; all other sources give the file's own bytes.
        Assert.Equal(source != "columns", file.Fingerprint == memory.Fingerprint);
    }

    [Fact]
    public void The_options_mean_what_they_mean_for_a_file()
    {
        var options = new DataOptions
        {
            Target = "Side",
            TestShare = 0.2,
            ValidationShare = 0.3,
            Seed = 5,
            IgnoredColumns = ["Date", "Light"],
            TextColumns = ["Occupancy"],
            Window = 4,
            Transforms = [new Noise(0.1)],
        };
        TrainingData file = DataLoader.Load(folder.Write("rooms.csv", RoomReading.Csv(Readings)), options),
            memory = TableData.From(Readings, options: options);
        Assert.Equal(file.Notes.Skip(1), memory.Notes.Skip(1));
        Assert.Equal(file.Training.AllInputs(), memory.Training.AllInputs());
        Assert.Equal(file.Test!.AllInputs(), memory.Test!.AllInputs());
        string test = folder.Write("test.csv", RoomReading.Csv(Readings.Take(50)));
        Assert.Equal(50, TableData.From(Readings, r => r.Heated, new() { TestPath = test }).Test!.Count);
    }

    [Fact]
    public void The_value_of_an_ignored_column_is_not_asked_for()
    {
        var rows = Enumerable
            .Range(0, 30)
            .Select(i => new
            {
                X = i * i,
                Odd = new[] { i },
                Y = i % 2 == 0,
            });
        var e = Assert.Throws<DataException>(() => TableData.From(rows, r => r.Y));
        Assert.Equal(
            "the list of records, row 1, column Odd: a value of the type Int32[] cannot be read. Columns "
                + "hold numbers, text, dates, times, enums and truth values; convert it, or leave the column out.",
            e.Message
        );
        Assert.Equal(
            1,
            TableData.From(rows, r => r.Y, new() { IgnoredColumns = ["Odd"] }).Preprocessing.InputShape.Length
        );
    }

    class Measured
    {
        [System.ComponentModel.DataAnnotations.Schema.Column("sepal length (cm)")]
        public double Length { get; init; }

        [System.ComponentModel.DataAnnotations.Schema.NotMapped]
        public Uri? Source { get; init; }

        public double this[int i] => i;
    }

    sealed class Flower : Measured
    {
        public string Species { get; init; } = "";
    }

    [Fact]
    public void Attributes_name_columns_and_leave_them_out_and_a_base_stands_first()
    {
        Flower[] flowers =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(i => new Flower { Length = i * 0.3, Species = i < 10 ? "setosa" : "virginica" }),
        ];
        TrainingData data = TableData.From(flowers);
        Assert.Equal("Species", data.Preprocessing.TargetName);
        Assert.Equal("sepal length (cm)", (string)data.Preprocessing.ToJson()["columns"]![0]!["name"]!);
        Assert.Equal("sepal length (cm)", TableData.From(flowers, f => f.Length).Preprocessing.TargetName);
        Assert.Equal("the list of Flower", data.Source);
    }

    [Fact]
    public void What_cannot_be_used_is_named_with_its_row()
    {
        static string Message(Action load) => Assert.Throws<DataException>(load).Message;
        string[] words = ["1", "2.5", "3", "4", "5", "oops"];
        Assert.Equal(
            "the arrays, row 6, column x: oops is not a number. Correct it, or leave the field empty if the "
                + "value is missing.",
            Message(() =>
                TableData.FromColumns(
                    new Dictionary<string, Array> { ["x"] = words, ["y"] = new[] { "a", "b", "a", "b", "a", "b" } }
                )
            )
        );
        Assert.Equal(
            "the arrays has no column X, the target. Is x meant?",
            Message(() =>
                TableData.FromColumns(
                    new Dictionary<string, Array> { ["x"] = new[] { 1, 2 }, ["y"] = new[] { 1, 2 } },
                    "X"
                )
            )
        );
        Assert.Equal(
            "the list of records, row 2: the record is null. Leave it out.",
            Message(() => TableData.From((IEnumerable<RoomReading?>)[Readings[0], null]))
                .Replace("RoomReading", "records", StringComparison.Ordinal)
        );
        Assert.Contains(
            "holds no row",
            Message(() => TableData.From(Array.Empty<RoomReading>())),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has no column with a name",
            Message(() => TableData.From(new object[] { 1, 2 })),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "zero character",
            Message(() => TableData.FromColumns(new Dictionary<string, Array> { ["x"] = new[] { "a\0", "b" } })),
            StringComparison.Ordinal
        );
        Dictionary<string, object?>[] unequal = [new() { ["x"] = 1, ["yes"] = 2 }, new() { ["x"] = 1, ["yet"] = 2 }];
        Assert.Equal(
            "the list of rows, row 2: there is no field yes, which the first row has. Is yet meant?",
            Message(() => TableData.From(unequal))
        );
        Assert.Throws<ArgumentException>(() => TableData.From(Readings, r => r.Id + 1));
        Assert.Throws<ArgumentException>(() => TableData.From(Readings, r => r.Id, new() { Target = "Side" }));
        Assert.Throws<ArgumentException>(() => TableData.From(Readings, options: new() { Stream = true }));
        Assert.Throws<ArgumentException>(() =>
            TableData.FromColumns(new Dictionary<string, Array> { ["x"] = new[] { 1, 2 }, ["y"] = new[] { 1 } })
        );
    }

    [Fact]
    public void Deleted_rows_of_a_table_are_passed_over_and_columns_without_a_name_left_out()
    {
        DataTable table = RoomReading.Table(Readings);
        table.AcceptChanges();
        table.Rows[3].Delete();
        TrainingData data = TableData.From(table, "Heated");
        Assert.Equal(Readings.Length - 1, data.Training.Count + data.Validation.Count);
    }

    [Fact]
    public void A_table_larger_than_a_chunk_of_memory_reads_as_its_file()
    {
        var rows = Enumerable
            .Range(0, 12_000)
            .Select(i => new
            {
                Text = new string((char)('a' + (i % 3)), 190) + (i % 7),
                X = Math.Cos(i),
                Y = i % 2,
            })
            .ToArray();
        string csv =
            "Text,X,Y\n"
            + string.Concat(rows.Select(row => FormattableString.Invariant($"{row.Text},{row.X},{row.Y}\n")));
        TrainingData file = DataLoader.Load(folder.Write("long.csv", csv), new()),
            memory = TableData.From(rows, r => r.Y);
        Assert.True(csv.Length > 2 << 20);
        Assert.Equal(file.Fingerprint, memory.Fingerprint);
        Assert.Equal(file.Training.AllInputs(), memory.Training.AllInputs());
    }
}
