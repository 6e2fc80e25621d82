#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Surefoot.Training/Surefoot.Training.csproj
#:property PublishAot=false

// Answers predictions as JSON, to this machine alone:  dotnet run service.cs -- model.safetensors [port]
//   curl -H 'Content-Type: application/json' -d '{"Temperature": 21.5, "Light": null}' http://127.0.0.1:5005/predict
// A row is an object with the fields of a table, a list of numbers, or a string of text: what the model learned from.
// GET / says which.
using System.Text.Json;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Predicting;

if (args.Length is 0 or > 2 || !ushort.TryParse(args.ElementAtOrDefault(1) ?? "5005", out ushort port))
{
    Console.Error.WriteLine("Usage: dotnet run service.cs -- MODEL [PORT]; with port 0 any free one is taken.");
    return 2;
}

// One for all requests: any number of threads may ask it at once.
Predictor predictor;
try
{
    predictor = Predictor.Load(args[0]);
}
catch (ModelFileException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
Preprocessing model = predictor.Model.Preprocessing;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder
    .WebHost.UseUrls($"http://127.0.0.1:{port}")
    .ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 1 << 20);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.AllowDuplicateProperties = false);
WebApplication app = builder.Build();

app.MapGet(
    "/",
    () =>
        new
        {
            target = model.TargetName,
            classes = model.Classes,
            fields = predictor.Fields,
            numbers = predictor.RowLength,
        }
);
app.MapPost("/predict", (JsonElement row) => Reply(() => Answer(row)));
app.MapPost("/predict/rows", (JsonElement[] rows) => Reply(() => Array.ConvertAll(rows, Answer)));

await app.StartAsync();
Console.WriteLine($"Listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
return 0;

object Answer(JsonElement row) =>
    row.ValueKind switch
    {
        JsonValueKind.Object => Described(predictor.Predict(row.Deserialize<Dictionary<string, object?>>()!)),
        JsonValueKind.String => Described(predictor.Predict(row.GetString()!)),
        JsonValueKind.Array => OfNumbers(row.Deserialize<float[]>()!),
        _ => throw new DataException("A row is an object with the model's fields, a list of numbers, or a text."),
    };

object Described(RowPrediction row) =>
    row.Task == TaskKind.Regression
        ? new { value = row.Value, notes = row.Notes }
        : new
        {
            @class = row.ClassName,
            probability = row.Probability,
            probabilities = row.Probabilities,
            notes = row.Notes,
        };

object OfNumbers(float[] row)
{
    if (model.Task == TaskKind.Regression)
        return new { value = predictor.Predict(row).Value };
    var probabilities = new double[model.Outputs];
    Prediction answer = predictor.Predict(row, probabilities);
    return new
    {
        @class = answer.ClassName,
        probability = answer.Probability,
        probabilities = model.Classes.Zip(probabilities).ToDictionary(),
    };
}

// What is wrong with a row is the client's to mend, and the message says what it is.
IResult Reply(Func<object> answer)
{
    try
    {
        return Results.Json(answer());
    }
    catch (Exception e) when (e is DataException or ArgumentException or JsonException)
    {
        return Results.Json(new { error = e.Message }, statusCode: StatusCodes.Status400BadRequest);
    }
}
