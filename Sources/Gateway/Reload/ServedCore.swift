import Hummingbird

/// A core with the routes of both listeners, made from it once. Whoever has taken one keeps it until his work is done.
final class ServedCore: Sendable {
    let core: GatewayCore
    /// For Cafe24, PGs and buyers.
    let front: any HTTPResponder<GatewayContext>
    /// For operators.
    let back: any HTTPResponder<GatewayContext>

    init(_ core: GatewayCore) throws {
        self.core = core
        let router = try GatewayRouter(core)
        front = try router.makePublic().buildResponder()
        back = router.makeOperations().buildResponder()
    }
}
