@main
struct PGGateway {
    static func main() {}
}
