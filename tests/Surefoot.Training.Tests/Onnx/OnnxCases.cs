using System.Globalization;
using System.Text;
using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Data;
using static Surefoot.Training.Tests.Onnx.OnnxCase;

namespace Surefoot.Training.Tests.Onnx;

/// <summary>A case for each model, each layer and each kind of data.</summary>
static class OnnxCases
{
    static readonly RandomStream Random = new(23, 5);

    public static IEnumerable<OnnxCase> All(TemporaryFolder folder) =>
        [
            .. ModelCase
                .All.Index()
                .Select(model => OfNetwork($"{model.Item.Kind}{model.Index}", Network<float>.Build(model.Item, 5))),
            .. Layers(),
            Table(folder),
            Threshold(Table(folder)),
            Bins(folder),
            Dates(folder),
            TextColumns(folder, hashed: false),
            TextColumns(folder, hashed: true),
            TextColumn(folder),
            Windows(folder),
            Forecasts(folder, ahead: 0, classes: false),
            Forecasts(folder, ahead: 1, classes: false),
            Forecasts(folder, ahead: 0, classes: true),
            Images(folder),
            BytePictures(folder),
            Numbers(folder),
            Svm(folder),
            Text(folder, hashed: false),
            Text(folder, hashed: true),
            Counts(folder, TextForm.Presence),
            Counts(folder, TextForm.LogCounts),
        ];

    // From the middle of the probabilities on, which is not 0.5: half of the rows have another class than by halves.
    static OnnxCase Threshold(OnnxCase of)
    {
        Predictions plain = of.Model.Predict(of.Rows);
        double[] sorted = [.. Enumerable.Range(0, plain.Count).Select(row => plain.Probability(row, 0)).Order()];
        return of with
        {
            Name = "threshold",
            Model = new(of.Model.Network, of.Model.Preprocessing)
            {
                Threshold = new(0, (sorted[sorted.Length / 2] + sorted[(sorted.Length / 2) - 1]) / 2),
            },
        };
    }

    static IEnumerable<OnnxCase> Layers()
    {
        var images = new Sequential<float>(
            new ChannelsLast<float>(),
            new Convolution2d<float>(4, 8, 3, 2, 1, Activation.Tanh, groups: 2, name: "conv1"),
            new LayerNormalization<float>(8, name: "norm1"),
            new AveragePool2d<float>(2, 1),
            new Silu<float>(),
            new Convolution2d<float>(8, 8, 2, groups: 8, name: "conv2"),
            new Gelu<float>(),
            new MaxPool2d<float>(2, 1),
            new LeakyRelu<float>(0.2),
            new Flatten<float>(),
            new BatchNormalization<float>(32, name: "norm2"),
            new Dense<float>(32, 3, Activation.Sigmoid, name: "dense1")
        );
        yield return OfNetwork("images", new Network<float>(images, new(4, 9, 9), 1));
        var sequences = new Sequential<float>(
            new Gru<float>(4, 6, sequences: true, name: "gru1"),
            new Dense<float>(6, 5, Activation.Tanh, name: "dense1"),
            new BatchNormalization<float>(5, name: "norm1"),
            new SimpleRnn<float>(5, 7, padded: true, name: "rnn1"),
            new Residual<float>(new Dense<float>(7, 7, name: "block1.dense1"), name: "block1"),
            new Tanh<float>(),
            new Sigmoid<float>(),
            new Relu<float>(),
            new Dense<float>(7, 3, name: "dense2"),
            new Softmax<float>()
        );
        yield return OfNetwork("sequences", new Network<float>(sequences, new(6, 4), 1));
        var words = new Sequential<float>(
            new Embedding<float>(12, 5, name: "embedding1"),
            new Lstm<float>(5, 4, name: "lstm1"),
            new Dense<float>(4, 3, name: "dense1")
        );
        yield return OfNetwork("words", new Network<float>(words, new(7), 1));
        var bag = new Sequential<float>(
            new EmbeddingBag<float>(12, 5, mean: false, name: "embedding1"),
            new Dense<float>(5, 3, name: "dense1")
        );
        yield return OfNetwork("sums", new Network<float>(bag, new(7), 1));
    }

    /// <summary>A model of what was loaded, and its training file as the rows to predict.</summary>
    static OnnxCase Of(
        string name,
        string path,
        DataOptions options,
        string kind,
        Dictionary<string, OnnxFeed> feeds,
        params int[] hidden
    )
    {
        TrainingData data = DataLoader.Load(path, options);
        Preprocessing fitted = Preprocessing.FromJson(data.Preprocessing.ToJson());
        var description = new ModelDescription(kind, fitted.InputShape, fitted.Outputs)
        {
            Hidden = hidden,
            Vocabulary = fitted.Vocabulary,
            Bags = kind == "mlp" ? fitted.Bags : [],
            Reduction = kind == "text" && fitted.Bags.Count > 0 ? BagReduction.SquareRoot : BagReduction.Mean,
        };
        return new(
            name,
            new SavedModel(Stirred(Network<float>.Build(description, 3)), fitted),
            fitted.Open(path, requireTargets: false),
            feeds
        );
    }

    static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    static double Draw(int row, int column) => Random.Uniform((ulong)((100 * row) + column));

    // A number far from 0, one that is missing at times, categories with a missing one, a date with a missing one, and
    // a column that says only whether it is there.
    static (string Path, Dictionary<string, OnnxFeed> Feeds) Mixed(
        TemporaryFolder folder,
        bool regression,
        int rows,
        bool dates
    )
    {
        var csv = new StringBuilder($"seconds,weight,colour,{(dates ? "when," : "")}note,prediction\n");
        double[] seconds = new double[rows],
            weight = new double[rows],
            time = new double[rows],
            weekday = new double[rows];
        string[] colours = new string[rows],
            notes = new string[rows];
        var start = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < rows; i++)
        {
            seconds[i] = 1_767_225_600 + Math.Round(1000 * Draw(i, 1));
            weight[i] = Draw(i, 2) < 0.2 ? double.NaN : 5 * Draw(i, 3);
            colours[i] =
                Draw(i, 4) < 0.2 ? ""
                : (string[])["red", "blue", "sea green"] is var all ? all[(int)(3 * Draw(i, 5))]
                : "";
            notes[i] = Draw(i, 6) < 0.5 ? "" : "yes";
            DateTime? when = Draw(i, 7) < 0.2 ? null : start.AddMinutes((i * 977) % 20_000);
            (time[i], weekday[i]) = when is { } moment
                ? (moment.TimeOfDay.TotalDays, (int)moment.DayOfWeek)
                : (double.NaN, double.NaN);
            string target =
                regression ? Number(100 + (20 * Draw(i, 8)))
                : i % 3 == 0 ? "wide, flat"
                : "tall";
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{Number(seconds[i])},{Number(weight[i])},{colours[i]},"
                    + $"{(dates ? when?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + "," : "")}"
                    + $"{notes[i]},\"{target}\"\n"
            );
        }
        var feeds = new Dictionary<string, OnnxFeed>
        {
            ["seconds"] = OnnxFeed.Of("float64", [rows], seconds),
            ["weight"] = OnnxFeed.Of("float64", [rows], weight),
            ["colour"] = OnnxFeed.Of("string", [rows], colours),
            ["note"] = OnnxFeed.Of("string", [rows], notes),
        };
        if (dates)
        {
            feeds["when time"] = OnnxFeed.Of("float64", [rows], time);
            feeds["when weekday"] = OnnxFeed.Of("float64", [rows], weekday);
        }
        return (folder.Write($"mixed{regression}.csv", csv.ToString()), feeds);
    }

    static OnnxCase Table(TemporaryFolder folder)
    {
        var (path, feeds) = Mixed(folder, regression: false, 60, dates: true);
        return Of("table", path, new(), "mlp", feeds, 9);
    }

    // Rows enough for several bins a column, one of which has missing values.
    static OnnxCase Bins(TemporaryFolder folder)
    {
        var (path, feeds) = Mixed(folder, regression: false, 300, dates: true);
        return Of("bins", path, new() { Bins = 4 }, "mlp", feeds, 9);
    }

    // Every part of a date, some of which are missing.
    static OnnxCase Dates(TemporaryFolder folder)
    {
        const int Rows = 50;
        DateTime?[] dates =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(i =>
                    Draw(i, 31) < 0.2
                        ? (DateTime?)null
                        : new DateTime(2023, 11, 2, 0, 0, 0, DateTimeKind.Unspecified).AddHours(97 * i)
                ),
        ];
        double[] Numbers(Func<DateTime, double> part) =>
            Array.ConvertAll(dates, date => date is { } one ? part(one) : double.NaN);
        string path = folder.Write(
            "dates.csv",
            "when,y\n"
                + string.Concat(
                    dates.Select(
                        (date, i) => date?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + $",{i % 3}.5\n"
                    )
                )
        );
        var feeds = new Dictionary<string, OnnxFeed>
        {
            ["when time"] = OnnxFeed.Of("float64", [Rows], Numbers(date => date.TimeOfDay.TotalDays)),
            ["when weekday"] = OnnxFeed.Of("float64", [Rows], Numbers(date => (int)date.DayOfWeek)),
            ["when month"] = OnnxFeed.Of("float64", [Rows], Numbers(date => date.Month - 1)),
            ["when day of year"] = OnnxFeed.Of("float64", [Rows], Numbers(date => date.DayOfYear - 1)),
            ["when year"] = OnnxFeed.Of("float64", [Rows], Numbers(date => date.Year)),
            ["when elapsed"] = OnnxFeed.Of("float64", [Rows], Numbers(date => (date - DateTime.UnixEpoch).TotalDays)),
        };
        return Of(
            "dates",
            path,
            new() { DateParts = Enum.GetValues<DatePart>(), Task = TaskKind.Regression },
            "mlp",
            feeds,
            9
        );
    }

    // Windows of four rows: row i to i + 3 of each column.
    static OnnxCase Windows(TemporaryFolder folder)
    {
        const int Length = 4;
        var (path, feeds) = Mixed(folder, regression: true, 60, dates: false);
        var windows = new Dictionary<string, OnnxFeed>();
        foreach (var (name, (type, _, values)) in feeds)
        {
            int count = values.Length - Length + 1;
            windows[name] = OnnxFeed.Of(
                type,
                [count, Length],
                Enumerable.Range(0, count * Length).Select(i => values[(i / Length) + (i % Length)])
            );
        }
        return Of("windows", path, new() { Window = Length }, "lstm", windows, 6);
    }

    // Windows of four rows with the target's past: a number, or one of three classes.
    static OnnxCase Forecasts(TemporaryFolder folder, int ahead, bool classes)
    {
        const int Length = 4,
            Rows = 50;
        double[] x = [.. Enumerable.Range(0, Rows).Select(i => Math.Round(10 * Draw(i, 21), 2))],
            y = [.. Enumerable.Range(0, Rows).Select(i => 100 + Math.Round(9 * Draw(i, 22), 2))];
        string[] kinds =
        [
            .. Enumerable.Range(0, Rows).Select(i => ((string[])["a", "b", "c"])[(int)(3 * Draw(i, 23))]),
        ];
        string path = folder.Write(
            $"forecast{ahead}{classes}.csv",
            "x,y\n"
                + string.Concat(
                    Enumerable.Range(0, Rows).Select(i => $"{Number(x[i])},{(classes ? kinds[i] : Number(y[i]))}\n")
                )
        );
        int count = Rows - Length + 1,
            known = ahead == 0 ? Length - 1 : Length;
        T[] Windowed<T>(T[] values, int length) =>
            [.. Enumerable.Range(0, count * length).Select(i => values[(i / length) + (i % length)])];
        var feeds = new Dictionary<string, OnnxFeed>
        {
            ["x"] = OnnxFeed.Of("float64", [count, Length], Windowed(x, Length)),
            ["y"] = classes
                ? OnnxFeed.Of("string", [count, known], Windowed(kinds, known))
                : OnnxFeed.Of("float64", [count, known], Windowed(y, known)),
        };
        var options = new DataOptions
        {
            Window = Length,
            Ahead = ahead,
            TargetPast = true,
        };
        return Of($"forecast{ahead}{classes}", path, options, "forecast", feeds, 6);
    }

    static byte[] Bytes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)(256 * Random.Uniform(50_000 + (ulong)i)))];

    static OnnxCase Images(TemporaryFolder folder)
    {
        byte[] pixels = Bytes(20 * 48);
        folder.Write("train-images-idx3-ubyte", IdxBytes.File(0x0803, [20, 6, 8], pixels));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(20, 2));
        return Of(
            "pixels",
            folder.Root,
            new(),
            "conv",
            new() { ["pixels"] = OnnxFeed.Of("uint8", [20, 1, 6, 8], pixels) },
            7
        );
    }

    static OnnxCase BytePictures(TemporaryFolder folder)
    {
        byte[] pixels = Bytes(20 * 7 * 6 * 3);
        string path = folder.Write(
            "pictures.npz",
            NpyBytes.Archive(
                ("x", NpyBytes.Bytes([20, 7, 6, 3], pixels)),
                ("y", NpyBytes.Longs([20], [.. Enumerable.Range(0, 20).Select(i => (long)(i % 2))]))
            )
        );
        return Of("pictures", path, new(), "2c2d", new() { ["pixels"] = OnnxFeed.Of("uint8", [20, 7, 6, 3], pixels) });
    }

    static OnnxCase Numbers(TemporaryFolder folder)
    {
        float[] values =
        [
            .. Enumerable.Range(0, 20 * 5 * 4 * 2).Select(i => (float)Random.Normal(90_000 + (ulong)i) + 30),
        ];
        string path = folder.Write(
            "numbers.npz",
            NpyBytes.Archive(
                ("x", NpyBytes.Floats([20, 5, 4, 2], values)),
                ("y", NpyBytes.Longs([20], [.. Enumerable.Range(0, 20).Select(i => (long)(i % 2))]))
            )
        );
        return Of(
            "numbers",
            path,
            new(),
            "conv",
            new() { ["x"] = OnnxFeed.Of("float64", [20, 5, 4, 2], values.Select(value => (double)value)) },
            7
        );
    }

    static OnnxCase Svm(TemporaryFolder folder)
    {
        var text = new StringBuilder();
        var dense = new float[24 * 6];
        for (int row = 0; row < 24; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row % 2}");
            // Feature 4 is 0 in all rows but the last, which validation or training may have.
            for (int feature = 0; feature < 6; feature++)
            {
                if (feature == 4 && row < 23)
                    continue;
                dense[(row * 6) + feature] = (float)Math.Round(10 * Draw(row, feature), 3);
                text.Append(CultureInfo.InvariantCulture, $" {feature + 1}:{dense[(row * 6) + feature]}");
            }
            text.Append('\n');
        }
        return Of(
            "svm",
            folder.Write("rows.svm", text.ToString()),
            new(),
            "mlp",
            new() { ["features"] = OnnxFeed.Of("float32", [24, 6], dense) },
            5
        );
    }

    static readonly string[] Lines =
    [
        .. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? $"Win a prize {i}" : $"see you at {i} then"),
    ];

    static (string Path, List<string>[] Words) Sentences(TemporaryFolder folder) =>
        (
            folder.Write(
                "lines.txt",
                string.Concat(Lines.Index().Select(line => $"{(line.Index % 2 == 0 ? "spam" : "ham")}\t{line.Item}\n"))
            ),
            [.. Lines.Select(line => Data.TextTests.WordsOf(line, 2))]
        );

    static OnnxCase Text(TemporaryFolder folder, bool hashed)
    {
        var (path, words) = Sentences(folder);
        var options = new DataOptions
        {
            Text = new TextOptions
            {
                Form = TextForm.Indices,
                Hashed = hashed,
                Vocabulary = hashed ? 50 : 10_000,
                Places = 12,
            },
        };
        int most = words.Max(line => line.Count);
        Dictionary<string, OnnxFeed> feeds = new()
        {
            ["words"] = OnnxFeed.Of(
                "string",
                [words.Length, most],
                words.SelectMany(line => line.Concat(Enumerable.Repeat("", most - line.Count)))
            ),
        };
        OnnxCase sample = Of(hashed ? "hashed" : "vocabulary", path, options, "text", feeds, 5);
        if (!hashed)
            return sample;
        var numbers = new float[words.Length * 12];
        sample.Rows.Read([.. Enumerable.Range(0, words.Length)], numbers, []);
        return sample with { Feeds = new() { ["words"] = OnnxFeed.Of("int64", [words.Length, 12], numbers) } };
    }

    // A number, a text, a category, and another text as how often words occur would be too many: two bags.
    static OnnxCase TextColumns(TemporaryFolder folder, bool hashed)
    {
        string[] titles = [.. Lines.Index().Select(line => line.Index % 7 == 3 ? "" : line.Item)];
        double[] sizes = [.. Lines.Index().Select(line => (double)(line.Index * 37 % 11))];
        string[] colours = [.. Lines.Index().Select(line => line.Index % 3 == 0 ? "red" : "blue")];
        string path = folder.Write(
            $"texts{hashed}.csv",
            "size,title,colour,other,kind\n"
                + string.Concat(
                    Lines
                        .Index()
                        .Select(line =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{sizes[line.Index]},{titles[line.Index]},{colours[line.Index]},{line.Item} now,"
                                    + $"{(line.Index % 2 == 0 ? "spam" : "ham")}\n"
                            )
                        )
                )
        );
        const int Places = 16;
        var options = new DataOptions
        {
            WordColumns = ["title", "other"],
            Text = new TextOptions
            {
                Form = TextForm.Indices,
                Hashed = hashed,
                Distinct = true,
                Vocabulary = hashed ? 50 : 10_000,
                FewestRows = 1,
                Places = Places,
            },
        };
        Dictionary<string, OnnxFeed> feeds = new()
        {
            ["size"] = OnnxFeed.Of("float64", [Lines.Length], sizes),
            ["title"] = Words(titles),
            ["colour"] = OnnxFeed.Of("string", [Lines.Length], colours),
            ["other"] = Words([.. Lines.Select(line => line + " now")]),
        };
        OnnxCase sample = Of($"columns{hashed}", path, options, "mlp", feeds, 9);
        if (!hashed)
            return sample;
        int width = sample.Rows.InputShape.Length;
        var numbers = new float[Lines.Length * width];
        sample.Rows.Read([.. Enumerable.Range(0, Lines.Length)], numbers, []);
        foreach (var (name, bag) in new[] { "title", "other" }.Zip(sample.Model.Preprocessing.Bags))
            feeds[name] = OnnxFeed.Of(
                "int64",
                [Lines.Length, Places],
                numbers.Chunk(width).SelectMany(row => row[bag.Start..(bag.Start + Places)])
            );
        return sample;

        OnnxFeed Words(string[] texts) =>
            OnnxFeed.Of(
                "string",
                [texts.Length, Places],
                texts.SelectMany(text =>
                {
                    string[] words = [.. Data.TextTests.WordsOf(text, 2).Distinct(StringComparer.Ordinal)];
                    return words.Concat(Enumerable.Repeat("", Places - words.Length));
                })
            );
    }

    static OnnxCase TextColumn(TemporaryFolder folder)
    {
        string path = folder.Write(
            "one.csv",
            "text,kind\n"
                + string.Concat(Lines.Index().Select(line => $"{line.Item},{(line.Index % 2 == 0 ? "spam" : "ham")}\n"))
        );
        List<string>[] words = [.. Lines.Select(line => Data.TextTests.WordsOf(line, 2))];
        int most = words.Max(line => line.Count);
        return Of(
            "column",
            path,
            new DataOptions
            {
                WordColumns = ["text"],
                Text = new TextOptions { Form = TextForm.Indices },
            },
            "text",
            new()
            {
                ["text"] = OnnxFeed.Of(
                    "string",
                    [words.Length, most],
                    words.SelectMany(line => line.Concat(Enumerable.Repeat("", most - line.Count)))
                ),
            },
            5
        );
    }

    static OnnxCase Counts(TemporaryFolder folder, TextForm form)
    {
        var (path, words) = Sentences(folder);
        OnnxCase sample = Of(
            form.ToString(),
            path,
            new DataOptions { Text = new TextOptions { Form = form } },
            "mlp",
            [],
            5
        );
        string[] known =
        [
            .. sample.Model.Preprocessing.ToJson()["vocabulary"]!["words"]!.AsArray().Select(word => (string)word!),
        ];
        sample.Feeds["counts"] = OnnxFeed.Of(
            "float32",
            [words.Length, known.Length],
            words.SelectMany(line => known.Select(word => (float)line.Count(each => each == word)))
        );
        return sample;
    }
}
