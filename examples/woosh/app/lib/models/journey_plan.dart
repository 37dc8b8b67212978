import 'outlet.dart';

class JourneyPlan {
  const JourneyPlan({required this.id, required this.date, required this.status, required this.client, this.notes});

  final int id;
  final DateTime date;
  final int status;
  final Outlet client;
  final String? notes;

  bool get isDone => status == 3;

  factory JourneyPlan.fromJson(Map<String, dynamic> json) => JourneyPlan(
        id: json['id'] as int,
        date: DateTime.parse(json['date'] as String),
        status: json['status'] as int? ?? 0,
        client: Outlet.fromJson(json['client'] as Map<String, dynamic>),
        notes: json['notes'] as String?,
      );
}
