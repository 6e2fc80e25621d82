using System.Text.Json;

namespace Surefoot.Training.Runs;

/// <summary>
/// Reads the line of an epoch as this version writes it, about ten times as fast as any JSON is read: a long run has a
/// million of them. What is written in any other way is left to the general reader, which also says what is wrong with
/// it.
/// </summary>
static class EpochLine
{
    const int Flag = 6,
        Count = 11;

    // In the order in which they are written.
    static readonly byte[][] Names =
    [
        "epoch"u8.ToArray(),
        "epochs"u8.ToArray(),
        "step"u8.ToArray(),
        "trainLoss"u8.ToArray(),
        "validationLoss"u8.ToArray(),
        "validationMeasure"u8.ToArray(),
        "isBest"u8.ToArray(),
        "learningRate"u8.ToArray(),
        "gradientNorm"u8.ToArray(),
        "seconds"u8.ToArray(),
        "samplesPerSecond"u8.ToArray(),
    ];

    /// <summary>The epoch; null where the line is another, or is written otherwise.</summary>
    /// <param name="line">The line, without its end.</param>
    public static EpochDone? Read(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("{\"epoch\":"u8))
            return null;
        try
        {
            return Fields(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static EpochDone? Fields(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        Span<double> numbers = stackalloc double[Count];
        (int epoch, int epochs, long step, bool best) = (0, 0, 0, false);
        reader.Read();
        for (int i = 0; i < Count; i++)
        {
            if (
                !reader.Read()
                || reader.TokenType != JsonTokenType.PropertyName
                || reader.ValueIsEscaped
                || !reader.ValueSpan.SequenceEqual(Names[i])
                || !reader.Read()
            )
                return null;
            bool read = i switch
            {
                0 => Whole(ref reader, out epoch),
                1 => Whole(ref reader, out epochs),
                2 => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out step) && step >= 0,
                Flag => IsFlag(reader.TokenType, out best),
                _ => IsNumber(ref reader, out numbers[i]),
            };
            if (!read)
                return null;
        }
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read()
            ? new EpochDone(
                epoch,
                epochs,
                step,
                numbers[3],
                numbers[4],
                numbers[5],
                best,
                numbers[7],
                numbers[8],
                numbers[9],
                numbers[10]
            )
            : null;
    }

    static bool Whole(ref Utf8JsonReader reader, out int number)
    {
        number = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out number) && number >= 1;
    }

    static bool IsFlag(JsonTokenType token, out bool flag)
    {
        flag = token == JsonTokenType.True;
        return flag || token == JsonTokenType.False;
    }

    // null stands for a number that is not finite.
    static bool IsNumber(ref Utf8JsonReader reader, out double number)
    {
        number = double.NaN;
        return reader.TokenType == JsonTokenType.Null
            || (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out number) && double.IsFinite(number));
    }
}
