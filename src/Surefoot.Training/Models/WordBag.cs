namespace Surefoot.Training.Models;

/// <summary>
/// Places of a row that hold the numbers of the words of a text, with −1 for a place that is not used, as an
/// embedding bag reads them.
/// </summary>
/// <param name="Start">The first of them, counted from 0.</param>
/// <param name="Places">How many there are, at least 1.</param>
/// <param name="Vocabulary">How many different words there are, at least 1.</param>
public sealed record WordBag(int Start, int Places, int Vocabulary);
