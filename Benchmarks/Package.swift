// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that users of the gateway never build it.
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "pg-gateway", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
    ],
    targets: [
        // What a checkout costs at least: the same JSON decoded, the same HMAC checked, nothing kept.
        .executableTarget(
            name: "floor",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ]
        ),
        // Signed checkout requests, one JSON object a line, each for another order.
        .executableTarget(name: "requests", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    ]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
