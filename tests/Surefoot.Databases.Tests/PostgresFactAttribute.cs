namespace Surefoot.Databases.Tests;

/// <summary>A test that starts a PostgreSQL, where there is one to start.</summary>
sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Lacking;
}
