using System.Data;
using System.Globalization;
using System.Text.Json;
using Surefoot.Training.Data;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Data;
using Surefoot.Training.Tests.Data.Records;
using Surefoot.Training.Tests.Runs;
using DataException = Surefoot.Training.Data.DataException;

namespace Surefoot.Training.Tests.Predicting;

/// <summary>Rows whose values have names are predicted in a program as in a file, to the bit.</summary>
public sealed class PredictorTests : IDisposable
{
    static readonly RoomReading[] Readings = RoomReading.Make();

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static SavedModel Model(TrainingData data)
    {
        var network = Samples.Mlp(data);
        Samples.Train(network, data, new TrainerOptions { Epochs = 2, BatchSize = 16 });
        return new(network, data.Preprocessing);
    }

    static Predictor Rooms(string target = "Occupancy") => new(Model(TableData.From(Readings, target)));

    static Dictionary<string, object?> Named(Predictor predictor, RoomReading reading) =>
        predictor.Fields.ToDictionary(
            name => name,
            name => typeof(RoomReading).GetProperty(name)!.GetValue(reading),
            StringComparer.Ordinal
        );

    static void AssertSame(Predictions expected, int row, RowPrediction actual)
    {
        Assert.Equal(expected.ClassName(row), actual.ClassName);
        Assert.Equal(
            Enumerable.Range(0, actual.Probabilities.Count).Select(i => expected.Probability(row, i)),
            actual.Probabilities.Values
        );
        Assert.Equal(actual.Probabilities[actual.ClassName], actual.Probability);
    }

    [Fact]
    public void A_row_has_the_same_bits_alone_in_a_batch_and_in_a_file_in_every_form()
    {
        using var predictor = Rooms();
        Predictions file = predictor.PredictFile(folder.Write("rooms.csv", RoomReading.Csv(Readings)));
        using var reader = RoomReading.Table(Readings).CreateDataReader();
        Predictions[] others =
        [
            predictor.PredictRows(Readings),
            predictor.PredictRows(reader),
            predictor.PredictRows(RoomReading.Table(Readings)),
            predictor.PredictRows(Readings.Select(reading => Named(predictor, reading))),
        ];
        for (int row = 0; row < file.Count; row++)
        {
            Assert.All(others, other => Assert.Equal(file.Outputs(row).ToArray(), other.Outputs(row).ToArray()));
            AssertSame(file, row, predictor.Predict(Readings[row]));
            AssertSame(file, row, predictor.Predict(Named(predictor, Readings[row])));
            var json = JsonSerializer.Deserialize<Dictionary<string, object?>>(
                JsonSerializer.Serialize(
                    Named(predictor, Readings[row])
                        .ToDictionary(
                            pair => pair.Key,
                            pair => pair.Value is Side side ? side.ToString() : pair.Value,
                            StringComparer.Ordinal
                        )
                )
            )!;
            AssertSame(file, row, predictor.Predict(json));
        }
        Assert.Equal(["0", "1"], predictor.Predict(Readings[0]).Probabilities.Keys);
        Assert.Equal(1, predictor.Predict(Readings[0]).Probabilities.Values.Sum(), 1e-12);
    }

    [Fact]
    public void A_number_comes_in_its_own_units()
    {
        using var predictor = Rooms("Temperature");
        Predictions rows = predictor.PredictRows(Readings);
        for (int row = 0; row < 20; row++)
            Assert.Equal(rows.Value(row), predictor.Predict(Readings[row]).Value);
        RowPrediction one = predictor.Predict(Readings[7]);
        Assert.InRange(one.Value, 15, 25);
        Assert.Empty(one.Probabilities);
        Assert.Throws<InvalidOperationException>(() => one.ClassName);
    }

    [Fact]
    public void Missing_values_and_unseen_categories_mean_what_they_mean_in_a_file()
    {
        using var predictor = Rooms();
        var row = Named(predictor, Readings[0]);
        (row["CO2"], row["Light"], row["Side"]) = (double.NaN, DBNull.Value, "East");
        List<string> notes = [];
        string csv =
            "Date,Temperature,Humidity,Light,CO2,Side,Heated,Remark,Cleaned,Bill\n"
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{Readings[0].Date:yyyy-MM-dd HH:mm:ss},{Readings[0].Temperature},{Readings[0].Humidity},,"
                    + $"NaN,East,{Readings[0].Heated},{Readings[0].Remark},{Readings[0].Cleaned:HH:mm:ss},"
                    + $"{Readings[0].Bill:yyyy-MM-dd}\n"
            );
        Predictions file = predictor.PredictFile(folder.Write("one.csv", csv), notes);
        RowPrediction alone = predictor.Predict(row);
        AssertSame(file, 0, alone);
        Assert.Equal(
            "The row: in column Side 1 row has a category that training did not see, read as none.",
            Assert.Single(alone.Notes)
        );
        Assert.Equal(
            "one.csv: in column Side 1 row has a category that training did not see, read as none.",
            Assert.Single(notes)
        );
        notes.Clear();
        AssertSame(predictor.PredictRows([row, row], notes), 1, alone);
        Assert.Equal(
            "the list of rows: in column Side 2 rows have categories that training did not see, read as none.",
            Assert.Single(notes)
        );
    }

    [Fact]
    public void A_field_that_is_lacking_or_unknown_is_named_with_the_nearest()
    {
        using var predictor = Rooms();
        var row = Named(predictor, Readings[0]);
        string Message(Dictionary<string, object?> given) =>
            Assert.Throws<DataException>(() => predictor.Predict(given)).Message;
        Dictionary<string, object?> renamed = new(row),
            more = new(row) { ["humidity"] = 3 },
            wrong = new(row) { ["Temperature"] = "warm" },
            odd = new(row) { ["Light"] = new[] { 1 } };
        renamed.Remove("Humidity");
        renamed["humidity"] = 3;
        Assert.Equal(
            "The row has no field Humidity, which the model reads. Is humidity meant? A missing value is null.",
            Message(renamed)
        );
        Assert.Equal(
            "The row has the field humidity, which the model does not know. Is Humidity meant? Leave it out, "
                + "or give it the name that it had in training.",
            Message(more)
        );
        Assert.Equal(
            "The row, column Temperature: warm is not a number. Correct it, or leave the field empty if the "
                + "value is missing.",
            Message(wrong)
        );
        Assert.Contains(
            "The row, column Light: a value of the type Int32[] cannot be read.",
            Message(odd),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "The row has no field Date, which the model reads. Is Data meant? A missing value is null.",
            Assert.Throws<DataException>(() => predictor.Predict(new { Data = 3 })).Message
        );
        Assert.Equal(
            "the list of records has no field Date, which the model reads. There is X. A missing value is null.",
            Assert.Throws<DataException>(() => predictor.PredictRows([new { X = 1 }])).Message
        );
        Assert.Equal(
            "The model does not read a span of numbers. Give it a record or a dictionary with Date, "
                + "Temperature, Humidity, Light, CO2, Side, Heated, Remark, Cleaned and Bill.",
            Assert.Throws<DataException>(() => predictor.Predict(new float[3])).Message
        );
        Assert.Throws<DataException>(() => predictor.Predict("a line"));
        // The target and columns that training left out may be there, also for a model from a file, and further
        // properties of a type are its own affair.
        Assert.Equal(
            predictor.Predict(row).Probability,
            predictor.Predict(new Dictionary<string, object?>(row) { ["Occupancy"] = 1, ["Id"] = 7 }).Probability
        );
        predictor.Model.Save(folder["model.safetensors"]);
        using var loaded = Predictor.Load(folder["model.safetensors"]);
        Assert.Equal(
            predictor.Predict(row).Probability,
            loaded.Predict(new Dictionary<string, object?>(row) { ["Id"] = 7 }).Probability
        );
        Assert.Equal(predictor.Predict(row).Probability, predictor.Predict(Readings[0]).Probability);
    }

    [Fact]
    public void Values_of_a_type_fit_the_way_in_which_the_training_file_wrote_them()
    {
        string csv =
            "when,at,open,count,y\n"
            + string.Concat(
                Enumerable
                    .Range(0, 60)
                    .Select(i =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{1 + (i % 28)}.{1 + (i % 12)}.2015 "
                                + $"{i % 24}:30,{i % 24}:15,{(i % 3 == 0 ? "true" : "false")},{i % 2},"
                                + $"{(i % 5 < 2 ? "a" : "b")}\n"
                        )
                    )
            );
        using var predictor = new Predictor(Model(DataLoader.Load(folder.Write("german.csv", csv), new())));
        for (int i = 0; i < 20; i++)
        {
            var day = new DateTime(2015, 1 + (i % 12), 1 + (i % 28), i % 24, 30, 0);
            RowPrediction text = predictor.Predict(
                new
                {
                    when = day.ToString("d.M.yyyy H:mm", CultureInfo.InvariantCulture),
                    at = $"{i % 24}:15",
                    open = i % 3 == 0 ? "true" : "false",
                    count = i % 2,
                }
            );
            RowPrediction typed = predictor.Predict(
                new
                {
                    when = day,
                    at = new TimeOnly(i % 24, 15),
                    open = i % 3 == 0,
                    count = i % 2 == 1,
                }
            );
            RowPrediction offset = predictor.Predict(
                new
                {
                    when = new DateTimeOffset(day, TimeSpan.FromHours(5)),
                    at = new DateTime(1, 1, 1, i % 24, 15, 0),
                    open = i % 3 == 0,
                    count = (DayOfWeek)(i % 2),
                }
            );
            Assert.Equal(text.Probabilities, typed.Probabilities);
            Assert.Equal(text.Probabilities, offset.Probabilities);
            Assert.Empty(typed.Notes);
        }
        Assert.Contains(
            "is not a date like the others of this column",
            Assert
                .Throws<DataException>(() =>
                    predictor.Predict(
                        new
                        {
                            when = new TimeOnly(3, 4),
                            at = "3:15",
                            open = true,
                            count = 0,
                        }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>1.234 is a thousand there and no number of .NET's.</summary>
    [Fact]
    public void A_number_fits_a_column_whose_file_had_a_comma_before_the_decimals()
    {
        string csv =
            "x;z;y\n"
            + string.Concat(
                Enumerable
                    .Range(0, 60)
                    .Select(i => $"{1 + (i % 9)}.{100 + i},{i % 10}5;{i % 7},{100 + i};{(i % 5 < 2 ? "a" : "b")}\n")
            );
        using var predictor = new Predictor(Model(DataLoader.Load(folder.Write("commas.csv", csv), new())));
        Assert.Equal(2, predictor.RowLength);
        foreach (var (x, z, typed) in new[] { ("1.234,5", "1,234", (1234.5, 1.234)), ("0,125", "5,5", (0.125, 5.5)) })
        {
            var expected = predictor.Predict(new { x, z }).Probabilities;
            Assert.Equal(expected, predictor.Predict(new { x = typed.Item1, z = typed.Item2 }).Probabilities);
            Assert.Equal(
                expected,
                predictor
                    .Predict(new { x = (decimal)typed.Item1, z = JsonSerializer.SerializeToElement(typed.Item2) })
                    .Probabilities
            );
            var probabilities = new double[2];
            predictor.Predict([(float)typed.Item1, (float)typed.Item2], probabilities);
            Assert.Equal(expected.Values, probabilities);
        }
    }

    [Fact]
    public void Lines_of_text_are_predicted_as_in_a_file()
    {
        const string Sound =
            "tea\tA cup of green tea\nmud\tMud on my boots\ntea\tthe tea is hot!\nmud\tBoots full of "
            + "mud\ntea\tGreen leaves, hot water\nmud\tmy boots are wet\ntea\thot green tea\nmud\twet mud\n";
        using var predictor = new Predictor(
            Model(DataLoader.Load(folder.Write("lines.txt", Sound), new() { ValidationShare = 0.25 }))
        );
        string[] lines = ["hot tea", "Mud on BOOTS", "mud  mud tea", "unheard of"];
        Predictions file = predictor.PredictFile(folder.Write("new.txt", string.Join('\n', lines)));
        for (int row = 0; row < lines.Length; row++)
            AssertSame(file, row, predictor.Predict(lines[row]));
        Assert.Empty(predictor.Predict("hot tea").Notes);
        Assert.Equal(
            "The text has no word that training saw often enough.",
            Assert.Single(predictor.Predict("unheard").Notes)
        );
        Assert.Contains(
            "Give it a line of text.",
            Assert.Throws<DataException>(() => predictor.Predict(new { text = "tea" })).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_model_of_windows_says_one_prediction_for_each_window()
    {
        TrainingData data = TableData.From(Readings, r => r.Occupancy, new() { Window = 4 });
        using var predictor = new Predictor(Model(data));
        Predictions rows = predictor.PredictRows(Readings),
            file = predictor.PredictFile(folder.Write("rooms.csv", RoomReading.Csv(Readings)));
        Assert.Equal(Readings.Length - 3, rows.Count);
        for (int row = 0; row < rows.Count; row++)
            Assert.Equal(file.Outputs(row).ToArray(), rows.Outputs(row).ToArray());
        Assert.Equal(
            "The model does not read one row. Give it 4 rows one after another, to PredictRows.",
            Assert.Throws<DataException>(() => predictor.Predict(Readings[0])).Message
        );
        Assert.Throws<DataException>(() => predictor.PredictRows(Readings[..3]));
    }

    [Fact]
    public void A_saved_model_predicts_alike_and_one_that_is_disposed_of_refuses()
    {
        using var live = Rooms();
        SavedModel.Save(folder["model.safetensors"], live.Model.Network, live.Model.Preprocessing);
        var loaded = Predictor.Load(folder["model.safetensors"]);
        foreach (var reading in Readings)
            Assert.Equal(live.Predict(reading).Probabilities, loaded.Predict(reading).Probabilities);
        loaded.Dispose();
        Assert.Throws<ObjectDisposedException>(() => loaded.Predict(Readings[0]));
    }
}
