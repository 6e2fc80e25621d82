using System.Text.Json;
using System.Text.Unicode;

namespace Surefoot.Training.Formats;

/// <summary>
/// Looks through a JSON text once before anything is made of it. A value of two letters becomes a node of some hundred
/// bytes, so the count of values is what bounds the memory, not the length of the text.
/// </summary>
static class JsonCount
{
    /// <summary>
    /// Refuses a text that is no JSON, is nested too deep, holds too many values, or a text that is not Unicode.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="depth">How deep it may be nested.</param>
    /// <param name="most">How many values it may hold, names of members not counted.</param>
    /// <exception cref="JsonException">It is one of these.</exception>
    /// <exception cref="InvalidOperationException">A text within it is not Unicode.</exception>
    public static void Check(ReadOnlySpan<byte> utf8, int depth = ModelBounds.Depth, int most = ModelBounds.Values)
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonException("it is not UTF-8.");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = depth });
        int values = 0;
        while (reader.Read())
        {
            // A reader of nodes would find out only when the text is asked for.
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                _ = reader.GetString();
            if (
                reader.TokenType
                    is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray)
                && ++values > most
            )
                throw new JsonException(
                    FormattableString.Invariant($"it holds more than {most:N0} values, and no more are read.")
                );
        }
    }
}
