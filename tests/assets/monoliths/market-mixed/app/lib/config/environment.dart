enum Flavor { dev, prod }

class Environment {
  static Flavor flavor = Flavor.prod;

  static String get apiBase {
    switch (flavor) {
      case Flavor.dev:
        return 'http://10.0.2.2:3000';
      case Flavor.prod:
        return 'https://api.market.example';
    }
  }

  static const String host = 'https://market.example';
  static const String gateway = '$host/gateway';
}
