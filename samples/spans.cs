#:project ../src/Surefoot/Surefoot.csproj
#:property PublishAot=false

// No object at all: weights, gradients and mean square are all memory of your own. Fits where a program keeps its state
// in its own structures.
using Surefoot.Optimizers;
using Surefoot.Rules;

Span<double> weights = [3.0, -2.0],
    gradients = stackalloc double[2],
    meanSquare = stackalloc double[2];
var options = RmsPropOptions.Keras with { LearningRate = 0.05 };

for (int step = 1; step <= 200; step++)
{
    for (int i = 0; i < weights.Length; i++)
        gradients[i] = 2 * weights[i];
    RmsProp.Step<double>(weights, gradients, meanSquare, options: options, step: step);
}
Console.WriteLine($"After 200 steps of Keras' dialect: {weights[0]:F4}, {weights[1]:F4}");
