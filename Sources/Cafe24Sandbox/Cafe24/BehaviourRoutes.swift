import Hummingbird

/// Where a person or a test tells the mall to misbehave.
struct BehaviourRoutes: Sendable {
    private static let mostCalls = 1000
    private static let longestSilence = 300

    let plan: BehaviourPlan

    var endpoints: RouteCollection<BasicRequestContext> {
        RouteCollection(context: BasicRequestContext.self).post("sandbox/behaviour", use: behave)
    }

    /// `{"endpoint": "payment", "answer": "error", "count": 3, "seconds": 1}`; count and seconds are 1 by default.
    private func behave(_ request: Request, context: BasicRequestContext) async throws -> HTTPResponse.Status {
        var request = request
        let text = String(buffer: try await request.collectBody(upTo: 4096))
        guard let asked = try? SandboxJSON(parsing: text),
            let endpoint = asked["endpoint"]?.text.flatMap(Behaviour.Endpoint.init(rawValue:)),
            let answer = asked["answer"]?.text.flatMap(Behaviour.Answer.init(rawValue:)),
            let count = Int(asked["count"]?.text ?? "1"), (0...Self.mostCalls).contains(count),
            let seconds = Int(asked["seconds"]?.text ?? "1"), (0...Self.longestSilence).contains(seconds)
        else { throw HTTPError(.badRequest, message: "No such endpoint, answer, count or number of seconds.") }
        plan.plan(Behaviour(answer: answer, seconds: seconds), at: endpoint, count: count)
        return .noContent
    }
}
