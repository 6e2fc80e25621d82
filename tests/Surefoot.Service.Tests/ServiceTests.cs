using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Predicting;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Data.Records;
using Surefoot.Training.Tests.Runs.Checkpoints;

namespace Surefoot.Service.Tests;

/// <summary>The sample's service answers what the model says, to one client or to many at once.</summary>
public sealed class ServiceTests : IDisposable
{
    static readonly RoomReading[] Readings = RoomReading.Make();

    readonly string folder = Directory.CreateTempSubdirectory("surefoot-service-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Save(TrainingData data)
    {
        var network = Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [16] },
            1
        );
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 0.01 }) { Layout = network.Layout };
        new Trainer<float>(
            network,
            TaskLoss.For<float>(data.Preprocessing.Task),
            optimizer,
            new TrainerOptions
            {
                Epochs = 2,
                BatchSize = 32,
                Threads = 1,
            }
        ).Train(data, []);
        string path = Path.Combine(folder, "model.safetensors");
        SavedModel.Save(path, network, data.Preprocessing);
        return path;
    }

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    static string Row(Predictor predictor, RoomReading reading) =>
        JsonSerializer.Serialize(
            predictor.Fields.ToDictionary(
                name => name,
                name =>
                    typeof(RoomReading).GetProperty(name)!.GetValue(reading) switch
                    {
                        Side side => side.ToString(),
                        var value => value,
                    }
            )
        );

    static async Task<(HttpStatusCode Status, JsonNode Answer)> Post(HttpClient client, string path, string body)
    {
        using var content = Json(body);
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    [Fact]
    public async Task Sixteen_clients_at_once_get_no_wrong_answer() =>
        await Ask(clients: 16, requests: 50, seconds: null);

    [LongFact("half a minute of 200 connections")]
    public async Task Two_hundred_clients_get_no_wrong_answer_in_half_a_minute() =>
        Assert.InRange(await Ask(clients: 200, requests: int.MaxValue, seconds: 30), 1000, int.MaxValue);

    async Task<int> Ask(int clients, int requests, int? seconds)
    {
        string model = Save(TableData.From(Readings, r => r.Occupancy));
        using var predictor = Predictor.Load(model);
        string[] rows = Array.ConvertAll(Readings, reading => Row(predictor, reading));
        // What the service must say, letter for letter.
        string[] expected = Array.ConvertAll(
            Readings,
            reading => JsonSerializer.Serialize(predictor.Predict(reading).Probabilities)
        );
        using var service = new ServiceProcess(model);
        int right = 0,
            wrong = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(async number =>
                {
                    using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
                    {
                        BaseAddress = service.Address,
                        Timeout = TimeSpan.FromMinutes(5),
                    };
                    for (int i = 0; i < requests && !(Stopwatch.GetElapsedTime(start).TotalSeconds > seconds); i++)
                    {
                        int row = ((i * 7) + (number * 13)) % rows.Length;
                        var (status, answer) = await Post(client, "predict", rows[row]);
                        if (status == HttpStatusCode.OK && answer["probabilities"]!.ToJsonString() == expected[row])
                            Interlocked.Increment(ref right);
                        else
                            Interlocked.Increment(ref wrong);
                    }
                })
        );
        Assert.Equal(0, wrong);
        if (seconds is null)
            Assert.Equal(clients * requests, right);
        else
            Console.WriteLine(
                $"{clients} connections, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s: {right} "
                    + "answers, none wrong"
            );
        return right;
    }

    [Fact]
    public async Task It_says_what_it_reads_and_what_is_wrong_with_a_row()
    {
        string model = Save(TableData.From(Readings, r => r.Temperature));
        using var predictor = Predictor.Load(model);
        using var service = new ServiceProcess(model);
        using var client = new HttpClient { BaseAddress = service.Address };
        JsonNode says = JsonNode.Parse(await client.GetStringAsync(new Uri("/", UriKind.Relative)))!;
        Assert.Equal("Temperature", (string)says["target"]!);
        Assert.Equal(predictor.Fields, says["fields"]!.AsArray().Select(name => (string)name!));

        string row = Row(predictor, Readings[3]);
        var (status, answer) = await Post(client, "predict", row);
        Assert.Equal((HttpStatusCode.OK, predictor.Predict(Readings[3]).Value), (status, (double)answer["value"]!));
        (status, answer) = await Post(client, "predict/rows", $"[{row},{Row(predictor, Readings[4])}]");
        Assert.Equal((HttpStatusCode.OK, predictor.Predict(Readings[4]).Value), (status, (double)answer[1]!["value"]!));

        (status, answer) = await Post(client, "predict", row.Replace("Humidity", "humidity", StringComparison.Ordinal));
        Assert.Equal(
            (
                HttpStatusCode.BadRequest,
                "The row has no field Humidity, which the model reads. Is humidity meant? A missing value is null."
            ),
            (status, (string)answer["error"]!)
        );
        (status, answer) = await Post(client, "predict", "[1, 2]");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(
            "The model does not read a span of numbers. Give it a record",
            (string)answer["error"]!,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(client, "predict", "17")).Status);
        using var broken = Json("{");
        using var refused = await client.PostAsync(new Uri("predict", UriKind.Relative), broken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task It_answers_lists_of_numbers()
    {
        float[] inputs = [.. Enumerable.Range(0, 120).Select(i => MathF.Sin(i))];
        string model = Save(
            ArrayData.Classification(
                new(3),
                inputs,
                [.. Enumerable.Range(0, 40).Select(i => i % 2)],
                ["no", "yes"],
                standardize: false
            )
        );
        using var predictor = Predictor.Load(model);
        using var service = new ServiceProcess(model);
        using var client = new HttpClient { BaseAddress = service.Address };
        var (_, answer) = await Post(client, "predict", "[0.25, -1, 3e-1]");
        Assert.Equal(predictor.Predict([0.25f, -1, 0.3f]).Probability, (double)answer["probability"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(client, "predict", "[1, 2]")).Status);
    }

    [Theory]
    [InlineData("no-such-file.safetensors", "no-such-file.safetensors")]
    [InlineData(null, "Usage: ")]
    public void Without_a_model_it_says_so_and_ends(string? argument, string expected)
    {
        using var process = ServiceProcess.Start(argument is null ? [] : [argument]);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(2, process.ExitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
