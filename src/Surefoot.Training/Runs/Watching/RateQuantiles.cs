using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>How the effective rates η/(√v + ε) of a layer's weights are spread; NaN where none are known yet.</summary>
/// <param name="Q05">The rate that 5 % of the weights stay below.</param>
/// <param name="Q25">The rate that 25 % stay below.</param>
/// <param name="Q50">The median rate.</param>
/// <param name="Q75">The rate that 75 % stay below.</param>
/// <param name="Q95">The rate that 95 % stay below.</param>
[StructLayout(LayoutKind.Auto)]
[JsonConverter(typeof(Converter))]
public readonly record struct RateQuantiles(double Q05, double Q25, double Q50, double Q75, double Q95)
{
    /// <summary>No rates.</summary>
    public static RateQuantiles None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>The five numbers in rising order.</summary>
    public JsonArray ToJson() => JsonArray.Create(JsonFile.Element(this))!;

    internal sealed class Converter : StoredValue<RateQuantiles>
    {
        static readonly Short One = new();

        /// <inheritdoc/>
        public override RateQuantiles Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options)
        {
            Span<double> five = stackalloc double[5];
            int count = 0;
            if (json.TokenType == JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType != JsonTokenType.EndArray && count < five.Length)
                    five[count++] = One.Read(ref json, typeof(double), options);
            }
            return json.TokenType == JsonTokenType.EndArray && count == five.Length
                ? new(five[0], five[1], five[2], five[3], five[4])
                : throw new WrongValueException("is not a list of five numbers");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter json, RateQuantiles value, JsonSerializerOptions options)
        {
            json.WriteStartArray();
            foreach (double rate in (ReadOnlySpan<double>)[value.Q05, value.Q25, value.Q50, value.Q75, value.Q95])
                One.Write(json, rate, options);
            json.WriteEndArray();
        }
    }
}
