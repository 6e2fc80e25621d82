using System.Globalization;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// Reads the header of a .npy file, a Python dictionary with the three keys descr, fortran_order and shape. Only that
/// much of Python is understood; anything else is a <see cref="FormatException"/> that says where it stands.
/// </summary>
/// <param name="text">The header.</param>
ref struct HeaderText(ReadOnlySpan<char> text)
{
    readonly ReadOnlySpan<char> text = text;
    int at;

    /// <summary>
    /// The three values; a descr that is no plain word is given as it stands, from its first bracket on.
    /// </summary>
    internal (string Type, bool Fortran, int[] Sizes) Read()
    {
        (string? type, bool? fortran, int[]? sizes) = (null, null, null);
        Expect('{');
        while (!Take('}'))
        {
            string key = Quoted();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    if (Peek() is '[' or '(')
                        return (text[at..].ToString(), false, []);
                    type = Quoted();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Flag();
                    break;
                case "shape" when sizes is null:
                    sizes = Tuple();
                    break;
                default:
                    throw new FormatException($"the key {key} is unknown or stands twice");
            }
            if (!Take(','))
            {
                Expect('}');
                break;
            }
        }
        if (Peek() != '\0')
            throw Unexpected();
        return (type ?? throw Lacks("descr"), fortran ?? throw Lacks("fortran_order"), sizes ?? throw Lacks("shape"));
    }

    string Quoted()
    {
        char quote = Peek();
        if (quote is not ('\'' or '"'))
            throw Unexpected();
        int start = ++at;
        while (at < text.Length && text[at] != quote)
            at++;
        if (at == text.Length)
            throw Unexpected();
        return text[start..at++].ToString();
    }

    bool Flag()
    {
        _ = Peek();
        foreach (bool value in (ReadOnlySpan<bool>)[true, false])
        {
            string word = value ? "True" : "False";
            if (!text[at..].StartsWith(word, StringComparison.Ordinal))
                continue;
            at += word.Length;
            return value;
        }
        throw Unexpected();
    }

    int[] Tuple()
    {
        List<int> sizes = [];
        Expect('(');
        while (!Take(')'))
        {
            _ = Peek();
            int start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            if (at == start)
                throw Unexpected();
            // Python 2 wrote an L behind large numbers.
            if (!int.TryParse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
                throw new FormatException($"the size {text[start..at]} is larger than {int.MaxValue}");
            sizes.Add(size);
            if (at < text.Length && text[at] == 'L')
                at++;
            if (!Take(','))
            {
                Expect(')');
                break;
            }
        }
        return [.. sizes];
    }

    char Peek()
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\r' or '\t')
            at++;
        return at < text.Length ? text[at] : '\0';
    }

    bool Take(char letter)
    {
        if (Peek() != letter)
            return false;
        at++;
        return true;
    }

    void Expect(char letter)
    {
        if (!Take(letter))
            throw Unexpected();
    }

    readonly FormatException Unexpected() =>
        new(at < text.Length ? $"'{text[at]}' at letter {at + 1} is not expected" : "it ends too early");

    static FormatException Lacks(string key) => new($"the key {key} is missing");
}
