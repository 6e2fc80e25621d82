using System.Text.Json;
using System.Text.Unicode;

namespace Surefoot.Training.Formats;

/// <summary>
/// Looks through a JSON text once before anything is made of it. A value of two letters becomes a node of some hundred
/// bytes, so the count of values is what bounds the memory, not the length of the text.
/// </summary>
static class JsonCount
{
    const int None = -1;

    /// <summary>
    /// Refuses a text that is no JSON, is nested too deep, holds too many values, or a text that is not Unicode.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="depth">How deep it may be nested.</param>
    /// <param name="most">How many values it may hold, names of members not counted.</param>
    /// <param name="lists">
    /// How many items a list may have that is a member of one of these names, wherever it stands; null for no such
    /// bounds.
    /// </param>
    /// <exception cref="JsonException">It is one of these.</exception>
    /// <exception cref="InvalidOperationException">A text within it is not Unicode.</exception>
    public static void Check(
        ReadOnlySpan<byte> utf8,
        int depth = ModelBounds.Depth,
        int most = ModelBounds.Values,
        (string Name, int Most)[]? lists = null
    )
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonException("it is not UTF-8.");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = depth });
        int values = 0;
        // For each depth the bounded list whose items stand there, if it is one, and how many it has so far.
        var bounded = new (int List, int Items)[depth + 2];
        int member = None;
        Array.Fill(bounded, (None, 0));
        while (reader.Read())
        {
            // A reader of nodes would find out only when the text is asked for.
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                _ = reader.GetString();
            if (IsValue(reader.TokenType) && ++values > most)
                throw new JsonException(
                    FormattableString.Invariant($"it holds more than {most:N0} values, and no more are read.")
                );
            if (lists is null)
                continue;
            ref var here = ref bounded[reader.CurrentDepth];
            if (here.List != None && IsValue(reader.TokenType) && ++here.Items > lists[here.List].Most)
            {
                var (name, items) = lists[here.List];
                throw new JsonException(
                    FormattableString.Invariant(
                        $"its list \"{name}\" holds more than {items:N0} items, and no more are read."
                    ),
                    path: $"$.{name}",
                    lineNumber: null,
                    bytePositionInLine: null
                );
            }
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                bounded[reader.CurrentDepth + 1] = (reader.TokenType == JsonTokenType.StartArray ? member : None, 0);
            member = reader.TokenType == JsonTokenType.PropertyName ? Named(lists, ref reader) : None;
        }
    }

    static bool IsValue(JsonTokenType token) =>
        token is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray);

    // Without making a text of it: a million names would be a million texts.
    static int Named((string Name, int Most)[] lists, ref Utf8JsonReader reader)
    {
        for (int i = 0; i < lists.Length; i++)
        {
            if (reader.ValueTextEquals(lists[i].Name))
                return i;
        }
        return None;
    }
}
