import 'package:flutter/material.dart';
import 'package:geolocator/geolocator.dart';

import '../models/journey_plan.dart';
import '../services/journey_plan_service.dart';
import '../widgets/load_state.dart';

class JourneyPlansPage extends StatelessWidget {
  const JourneyPlansPage({super.key});

  Future<void> _checkOut(JourneyPlan plan) async {
    final position = await Geolocator.getCurrentPosition();
    await JourneyPlanService.checkOut(plan, position.latitude, position.longitude);
  }

  @override
  Widget build(BuildContext context) {
    return Scaffold(
      appBar: AppBar(title: const Text('Visits')),
      body: LoadState<List<JourneyPlan>>(
        load: () => JourneyPlanService.onDate(DateTime.now()),
        builder: (context, plans) => ListView(
          children: [
            for (final plan in plans)
              ListTile(
                title: Text(plan.client.name),
                subtitle: Text(plan.notes ?? ''),
                trailing: plan.isDone
                    ? const Icon(Icons.check)
                    : TextButton(onPressed: () => _checkOut(plan), child: const Text('Check out')),
              ),
          ],
        ),
      ),
    );
  }
}
