using System.Runtime.InteropServices;
using System.Text;
using Surefoot.Clipping;
using Surefoot.Fuzz.Files;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Fuzz;

/// <summary>Sound files of every format, as small as they can be and still have all parts.</summary>
sealed class Samples
{
    const string Kinds =
        "size,kind,when,note,target\n1.5,red,2026-01-31 10:00,,yes\n2,\"sea, green\",2026-02-01 "
        + "11:30,x,no\n,red,,,yes\n4e-1,,2026-02-03 12:00,x,no\n5,red,2026-02-04 23:59,,no\n6,red,2026-02-05 "
        + "00:00,x,yes\n";
    const string Prices =
        "area;town;price\n20,5;city;100,5\n30;village;120\n40;city;155,25\n50,5;village;170\n60;city;190\n";

    public Samples(string folder)
    {
        Tables = [Utf8(Kinds), Utf8(Prices)];
        Table = (TablePreprocessing)Loaded(folder, "kinds.csv", Tables[0]).Preprocessing;
        SvmRows = [Utf8("1 1:0.5 3:2\n-1 2:1e-3 # comment\n1 qid:3 1:4\n-1 3:-0.25\n1 2:7\n")];
        Lines =
        [
            Utf8(
                "label\ttext\nspam\tWin £500 now!\nham\tsee you at 10\nspam\tWin a prize now\nham\tsee you "
                    + "then\nham\tyou win\n"
            ),
        ];
        Idx =
        [
            IdxBytes.Images(4, 2, 3),
            IdxBytes.File(0x0804, [2, 3, 2, 2], new byte[24]),
            IdxBytes.Packed(IdxBytes.Images(4, 2, 3)),
        ];
        byte[] x = NpyBytes.Floats([6, 2], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
            y = NpyBytes.Longs([6], 0, 1, 0, 1, 0, 1);
        byte[] images = NpyBytes.Bytes([6, 2, 2, 3], new byte[72]);
        Arrays = [x, y, images, NpyBytes.File(NpyBytes.Header(">f8", true, 3, 2), new byte[48], version: 3)];
        Archives =
        [
            NpyBytes.Archive(("x", x), ("y", y)),
            NpyBytes.Archive(("x_train", images), ("y_train", y), ("x_test", images), ("y_test", y)),
        ];
        Pngs =
        [
            PngBytes.Grey(3, 2, 1, 2, 3, 4, 5, 6),
            PngBytes.File(2, 6, 8, 6, new byte[48]),
            PngBytes.File(
                5,
                2,
                2,
                3,
                [0x1B, 0x40, 0xE4, 0x80],
                palette: [0, 0, 0, 255, 0, 0, 0, 255, 0, 9, 9, 9],
                transparency: [0, 128]
            ),
        ];
        Cifar =
        [
            [.. Enumerable.Range(0, 2 * 3073).Select(i => (byte)(i % 3073 == 0 ? 7 : i))],
        ];

        var state = new Dictionary<string, string> { ["format"] = "pt" };
        Network = new(new Sequential<float>(new Dense<float>(2, 2, name: "dense1")), new(2), 1);
        States = [Written(folder, [Numbers("dense1.weight", 2, 2), Numbers("dense1.bias", 2)], state)];
        Models =
        [
            Model(folder, Table),
            Model(
                folder,
                Loaded(
                    folder,
                    "lines.txt",
                    Lines[0],
                    new()
                    {
                        Text = new() { Form = TextForm.Indices, FewestRows = 1 },
                    }
                ).Preprocessing
            ),
        ];
        byte[] values = Utf8("{\"trainer\":{\"epoch\":2,\"step\":14,\"best\":0.25},\"plateau\":{\"waited\":1}}");
        Checkpoints =
        [
            Written(
                folder,
                [
                    Numbers("network.dense1.weight", 2, 2),
                    new("surefoot.values", TensorType.U8, [values.Length], () => values),
                ],
                new() { ["surefoot.checkpoint"] = "1" }
            ),
        ];
        Headers =
        [
            Utf8(RawSafetensors.Tensor("a", "[3]", "[0,12]")),
            Utf8(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2,2],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F64\","
                    + "\"shape\":[],\"data_offsets\":[4,12]},\"c\":{\"dtype\":\"I64\",\"shape\":[0,9],"
                    + "\"data_offsets\":[12,12]}}"
            ),
        ];

        TrainingData[] loaded =
        [
            Loaded(folder, "kinds.csv", Tables[0]),
            Loaded(folder, "prices.csv", Tables[1]),
            Loaded(folder, "windows.csv", Tables[0], new() { Window = 2, ValidationShare = 0.4 }),
            Loaded(folder, "rows.svm", SvmRows[0]),
            Loaded(
                folder,
                "lines.txt",
                Lines[0],
                new()
                {
                    Text = new() { Form = TextForm.Indices, FewestRows = 1 },
                }
            ),
            Loaded(folder, "arrays.npz", Archives[0]),
            Loaded(folder, "images.npz", Archives[1]),
            DataLoader.Load(null, new()),
        ];
        Preprocessings = [.. loaded.Select(data => JsonFile.Utf8(data.Preprocessing.ToJson()))];
        Descriptions =
        [
            .. ((string[])["mlp", "conv", "2c2d", "resnet", "lstm", "text"]).Select(kind =>
                JsonFile.Utf8(
                    new ModelDescription(
                        kind,
                        kind switch
                        {
                            "lstm" => new(4, 3),
                            "mlp" or "text" => new(5),
                            _ => new(3, 8, 9),
                        },
                        2
                    )
                    {
                        Hidden = [8, 4],
                        Vocabulary = kind == "text" ? 20 : 0,
                    }.ToJson()
                )
            ),
        ];
        Runs = [JsonFile.Utf8(Record().ToJson(), indented: true)];
        Metrics =
        [
            Utf8(
                "{\"epoch\":1,\"epochs\":2,\"step\":3,\"trainLoss\":0.5,\"validationLoss\":0.25,"
                    + "\"validationMeasure\":0.9,\"isBest\":true,\"learningRate\":0.001,\"gradientNorm\":null,"
                    + "\"seconds\":0.1,\"samplesPerSecond\":100}\n"
                    + "{\"interval\":1,\"epoch\":1,\"step\":3,\"loss\":0.5,\"learningRate\":0.001,"
                    + "\"layers\":[{\"name\":\"dense1\",\"gradientNorm\":1,\"weightNorm\":2,"
                    + "\"updateRatio\":0.001,\"rates\":[1,2,3,4,5],\"dead\":null}]}\n"
                    + "{\"diagnosis\":\"oscillating\",\"epoch\":1,\"step\":3,\"layer\":null,"
                    + "\"evidence\":\"a\",\"remedy\":\"b\",\"options\":\"--schedule "
                    + "cosine\"}\n{\"resumed\":3,\"epoch\":1,\"rolledBack\":false}\n{\"unknown\":1}\n"
            ),
        ];
        Anything = [Tables[0], SvmRows[0], Lines[0], Idx[0], Arrays[0], Archives[0], Pngs[0], States[0]];
    }

    public TablePreprocessing Table { get; }

    public Network<float> Network { get; }

    public byte[][] Tables { get; }

    public byte[][] SvmRows { get; }

    public byte[][] Lines { get; }

    public byte[][] Idx { get; }

    public byte[][] Arrays { get; }

    public byte[][] Archives { get; }

    public byte[][] Pngs { get; }

    public byte[][] Cifar { get; }

    public byte[][] States { get; }

    public byte[][] Models { get; }

    public byte[][] Checkpoints { get; }

    public byte[][] Headers { get; }

    public byte[][] Preprocessings { get; }

    public byte[][] Descriptions { get; }

    public byte[][] Runs { get; }

    public byte[][] Metrics { get; }

    public byte[][] Anything { get; }

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static TrainingData Loaded(string folder, string name, byte[] bytes, DataOptions? options = null)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return DataLoader.Load(path, options ?? new());
    }

    static byte[] Model(string folder, Preprocessing data)
    {
        string path = Path.Combine(folder, "model.safetensors");
        var description = new ModelDescription(data.Vocabulary > 0 ? "text" : "mlp", data.InputShape, data.Outputs)
        {
            Hidden = [2],
            Vocabulary = data.Vocabulary,
        };
        SavedModel.Save(path, Network<float>.Build(description, 1), data);
        return File.ReadAllBytes(path);
    }

    static TensorToWrite Numbers(string name, params long[] shape)
    {
        var numbers = new float[shape.Aggregate(1L, (product, size) => product * size)];
        return new(name, TensorType.F32, shape, () => MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    static byte[] Written(string folder, TensorToWrite[] tensors, Dictionary<string, string> metadata)
    {
        string path = Path.Combine(folder, "written.safetensors");
        SafetensorsWriter.Write(path, tensors, metadata);
        return File.ReadAllBytes(path);
    }

    static RunSettings Settings() =>
        new()
        {
            Optimizer = OptimizerKinds.Write(new RmsPropOptions { Momentum = 0.5 }),
            Schedule = ScheduleKinds.Write(new WarmupSchedule(3, new CosineSchedule(9))),
            Clipping = GradientClipping.ByGlobalNorm(1),
            Loss = new MeanSquared<float>().GetConfig(),
            Trainer = new TrainerOptions { Plateau = new PlateauOptions(), Threads = 1 },
            Data = new DataOptions { IgnoredColumns = ["a"] },
            Transforms = [TransformKinds.Write(new Noise(0.1))],
            Input = new Shape(2),
            Network = new Sequential<float>(new Dense<float>(2, 3), new Dense<float>(3, 1)).GetConfig(),
        };

    static RunRecord Record() =>
        new()
        {
            Name = "run",
            Arguments = ["train", "a.csv"],
            Settings = Settings(),
            Seed = 1,
            Task = "classification",
            Model = "mlp",
            Optimizer = "rmsprop",
            Classes = ["a", "b"],
            Data = new DataRecord
            {
                Source = "a.csv",
                Fingerprint = "ab12",
                TrainingRows = 10,
                ValidationRows = 2,
                Notes = ["note"],
            },
            Environment = RunEnvironment.Current,
            Started = new DateTimeOffset(2026, 1, 31, 23, 59, 58, TimeSpan.Zero),
            Result = new RunResult
            {
                Outcome = RunOutcome.StoppedEarly,
                Epochs = 3,
                BestEpoch = 2,
                Steps = 6,
                Parameters = 40,
                TrainLoss = 0.5,
                Seconds = 0.1,
                SamplesPerSecond = 10,
                Validation = new Evaluation
                {
                    Rows = 2,
                    Loss = 0.25,
                    Accuracy = 0.5,
                    Confusion = new[,]
                    {
                        { 1, 0 },
                        { 1, 0 },
                    },
                },
            },
        };
}
